// How a report's page looks: in light, in dark, on a phone and on paper. The colours are the
// playground's.
#pragma once

#include <string_view>

namespace godwit {

inline constexpr std::string_view kReportStyle = R"css(
:root{color-scheme:light dark;--ground:#f7f5f2;--surface:#fff;--raised:#efebe4;--border:#cfc7bb;
--text:#1e2328;--muted:#55606b;--accent:#a94a22;--tide:#1b66a6;--right:#22694a;--careful:#7a5500;
--wrong:#b3261e}
@media screen and (prefers-color-scheme:dark){:root{--ground:#14171a;--surface:#1b1f24;
--raised:#242a31;--border:#3a424c;--text:#e8eaed;--muted:#a3adb8;--accent:#e88a5c;--tide:#6cb4ee;
--right:#57c08a;--careful:#e6b84a;--wrong:#f0716a}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--ground);color:var(--text);
font:14px/20px Inter,system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;
font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
main{max-width:1040px;margin:0 auto;padding:32px 24px 48px}
header{border-bottom:1px solid var(--border);padding-bottom:24px}
.kind{margin:0 0 4px;color:var(--accent);font-weight:600}
h1{font-size:24px;line-height:32px;font-weight:600;margin:0}
h2{font-size:16px;line-height:24px;font-weight:600;margin:32px 0 12px}
h3{font-size:14px;line-height:20px;font-weight:600;margin:20px 0 8px}
p{max-width:72ch;margin:8px 0}
.verdict{display:flex;gap:12px;align-items:baseline;margin:16px 0 0;padding:12px 16px;
max-width:none;background:var(--surface);border:1px solid var(--border);
border-left:3px solid var(--muted);border-radius:6px}
.verdict b{white-space:nowrap}
.right{color:var(--right)}.careful{color:var(--careful)}.wrong{color:var(--wrong)}
.muted{color:var(--muted)}
.verdict.right,.verdict.careful,.verdict.wrong{color:var(--text);border-left-color:currentColor}
.verdict.right{border-left-color:var(--right)}.verdict.right b{color:var(--right)}
.verdict.careful{border-left-color:var(--careful)}.verdict.careful b{color:var(--careful)}
.verdict.wrong{border-left-color:var(--wrong)}.verdict.wrong b{color:var(--wrong)}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(132px,1fr));gap:12px;
margin:24px 0 0;padding:0;list-style:none}
.tiles li{background:var(--surface);border:1px solid var(--border);border-radius:10px;
padding:12px 16px}
.tiles b{display:block;font-size:24px;line-height:32px;font-weight:600;white-space:nowrap}
.tiles span{color:var(--muted);font-size:12px;line-height:16px}
dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 16px;margin:16px 0 0}
dt{color:var(--muted)}dd{margin:0}
.card{background:var(--surface);border:1px solid var(--border);border-radius:10px;overflow:hidden}
.card+.card,.note+.card{margin-top:8px}.card+.note{margin-top:16px}
table{border-collapse:collapse;width:100%}
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
th,td{padding:8px 16px;text-align:left;vertical-align:baseline;font-weight:400;
border-top:1px solid var(--border)}
thead th{border-top:0;background:var(--raised);color:var(--muted);font-size:12px;line-height:16px;
white-space:nowrap}
.number{text-align:right;white-space:nowrap}.short{white-space:nowrap}
.drawn{width:30%;min-width:120px;vertical-align:middle}
.inserted-text{color:var(--tide)}.updated-text{color:var(--accent)}
.sign{font-weight:600;white-space:nowrap}
.bar{display:block;width:100%;height:10px;border-radius:3px}
.bar+.bar{margin-top:3px}
.track{fill:var(--raised)}.before{fill:var(--muted)}.after,.inserted{fill:var(--tide)}
.updated,.time{fill:var(--accent)}.deleted{fill:var(--wrong)}
.key{display:flex;flex-wrap:wrap;gap:4px 16px;list-style:none;margin:8px 0 0;padding:0;
color:var(--muted);font-size:12px;line-height:16px}
.key svg{width:10px;height:10px;margin-right:6px;border-radius:2px;vertical-align:-1px}
.note{color:var(--muted);font-size:12px;line-height:16px;margin:8px 0 0}
code,pre{font:13px/20px "JetBrains Mono",ui-monospace,Menlo,Consolas,monospace}
pre{margin:0;white-space:pre-wrap}
.digest span+span{margin-left:.35em}
.digest span{display:inline-block}
footer{margin-top:48px;padding-top:16px;border-top:1px solid var(--border);color:var(--muted);
font-size:12px;line-height:16px}
@media (min-width:900px){.digest{white-space:nowrap}}
@media screen and (max-width:720px){main{padding:24px 16px 32px}dl{grid-template-columns:1fr;gap:0}
dd{margin-bottom:8px}.verdict{flex-direction:column;gap:2px}
.card thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.card table,.card tbody{display:block}
.card tr{display:flex;flex-wrap:wrap;gap:0 16px;padding:10px 16px;
border-top:1px solid var(--border)}
.card tbody tr:first-child{border-top:0}
.card th,.card td{border:0;padding:2px 0}
.card th[scope=row]{font-weight:600;flex:1 1 55%}
.card td.number{display:flex;justify-content:space-between;gap:16px;flex:1 0 100%}
.card td.number::before{content:attr(data-title);color:var(--muted)}
.card td.drawn{flex:1 0 100%;padding:6px 0}
.titled td.words{display:flex;justify-content:space-between;gap:16px;flex:1 0 100%;
text-align:right}
.titled td.words::before{content:attr(data-title);color:var(--muted);flex:0 0 auto;max-width:45%}
.pairs td.number{flex:0 0 auto}.pairs td.number::before{content:none}
.card td.none{display:none}}
@media print{:root{color-scheme:light}body{background:#fff;font-size:10pt;line-height:14pt}
main{max-width:none;padding:0}th,td{padding:4px 8px}
.tiles{grid-template-columns:repeat(auto-fit,minmax(96px,1fr))}h2,h3,thead{break-after:avoid}
.drawn{width:20%;min-width:48px}thead th{white-space:normal;overflow-wrap:normal}tr,.verdict,.tiles li{break-inside:avoid}
.card{overflow:visible}svg,thead th{print-color-adjust:exact;-webkit-print-color-adjust:exact}
@page{margin:16mm}}
)css";

}  // namespace godwit
