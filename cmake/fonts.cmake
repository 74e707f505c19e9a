# font_files: Inter and JetBrains Mono from Debian's packages, cut down to the characters of western
# and central European text, punctuation, arrows and the symbols that the shell draws. Characters
# beyond them are drawn by the browser. `FontFiles()` gives inter-regular.otf, inter-semibold.otf and
# mono-regular.ttf.
# fontTools belongs to the system's Python; another Python may stand before it on PATH.
find_program(GODWIT_FONT_PYTHON python3 PATHS /usr/bin NO_DEFAULT_PATH NO_CMAKE_FIND_ROOT_PATH
             DOC "A Python that has fontTools (Debian: python3-fonttools)")
if(NOT GODWIT_FONT_PYTHON)
  set(GODWIT_FONT_PYTHON "${Python3_EXECUTABLE}")
endif()
execute_process(COMMAND "${GODWIT_FONT_PYTHON}" -c "import fontTools.subset"
                RESULT_VARIABLE no_font_tools OUTPUT_QUIET ERROR_QUIET)
if(no_font_tools)
  message(FATAL_ERROR "${GODWIT_FONT_PYTHON} has no fontTools: install python3-fonttools, "
                      "or pass -DGODWIT_FONT_PYTHON=<a python3 that has it>")
endif()
find_path(GODWIT_INTER Inter-Regular.otf REQUIRED NO_CMAKE_FIND_ROOT_PATH
          PATHS /usr/share/fonts/opentype/inter DOC "Debian: fonts-inter")
find_path(GODWIT_JETBRAINS_MONO JetBrainsMono-Regular.ttf REQUIRED NO_CMAKE_FIND_ROOT_PATH
          PATHS /usr/share/fonts/truetype/jetbrains-mono DOC "Debian: fonts-jetbrains-mono")

# Basic Latin, Latin-1, Latin Extended-A; spacing modifiers; dashes, quotes, bullets, ellipsis; euro;
# arrows; minus, not equal, ordering; geometric shapes; check marks and crosses; replacement.
set(font_characters
    "U+0020-007E,U+00A0-017F,U+02C6,U+02DA,U+02DC,U+2010-2015,U+2018-201E,U+2020-2022,U+2026"
    "U+202F,U+2030,U+2039,U+203A,U+20AC,U+2122,U+2190-2193,U+2196-2199,U+21B5,U+21BA,U+2212"
    "U+221E,U+2248,U+2260,U+2264,U+2265,U+2318,U+25A0,U+25A1,U+25B2,U+25B6,U+25BC,U+25C0,U+25CF"
    "U+25CB,U+2605,U+2606,U+2713,U+2717,U+FFFD")
string(REPLACE ";" "," font_characters "${font_characters}")

set(font_folder "${CMAKE_BINARY_DIR}/fonts")
set(fonts)
function(godwit_font from to)
  add_custom_command(
    OUTPUT "${font_folder}/${to}"
    COMMAND "${GODWIT_FONT_PYTHON}" -m fontTools.subset "${from}" "--output-file=${font_folder}/${to}"
            "--unicodes=${font_characters}" --layout-features=kern --no-hinting --desubroutinize
            --notdef-outline --no-recalc-timestamp
            # Copyright and licence travel inside the font.
            "--name-IDs=*"
    DEPENDS "${from}"
    COMMENT "Subsetting ${to}"
    VERBATIM)
  set(fonts ${fonts} "${font_folder}/${to}" PARENT_SCOPE)
endfunction()
file(MAKE_DIRECTORY "${font_folder}")
godwit_font("${GODWIT_INTER}/Inter-Regular.otf" inter-regular.otf)
godwit_font("${GODWIT_INTER}/Inter-SemiBold.otf" inter-semibold.otf)
godwit_font("${GODWIT_JETBRAINS_MONO}/JetBrainsMono-Regular.ttf" mono-regular.ttf)

godwit_embed(font_files FUNCTION FontFiles BASE "${font_folder}" FILES ${fonts})
