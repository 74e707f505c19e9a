// What bench/measure/platform.h asks of node, linked with --js-library.
addToLibrary({
  // All threads of the process, those that compile WASM or collect garbage included.
  godwit_measure_cpu_micros: () => {
    const { user, system } = process.cpuUsage();
    return user + system;
  },
  // Counted in units of 1024 bytes.
  godwit_measure_peak_resident_bytes: () => process.resourceUsage().maxRSS * 1024,
});
