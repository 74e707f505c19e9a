// The canvas's size in real pixels, and its WebGL context coming and going.

// The promise is kept when the first frame is there.
export function connectSurface(canvas, shell, frames) {
  let tellDrawn;
  const drawn = new Promise((resolve) => (tellDrawn = resolve));
  const resize = (width, height, pixelWidth, pixelHeight) => {
    if (canvas.width !== pixelWidth) canvas.width = pixelWidth;
    if (canvas.height !== pixelHeight) canvas.height = pixelHeight;
    shell.resize(width, height, pixelWidth, pixelHeight);
    // Before the browser paints, or the canvas would flash.
    frames.now();
    frames.request(3);
    tellDrawn();
  };

  // Whole device pixels where the browser tells them: text stays sharp at any zoom.
  const observer = new ResizeObserver(([entry]) => {
    const { width, height } = entry.contentRect;
    const exact = entry.devicePixelContentBoxSize?.[0];
    resize(width, height, pixels(width, exact?.inlineSize), pixels(height, exact?.blockSize));
  });
  try {
    observer.observe(canvas, { box: 'device-pixel-content-box' });
  } catch {
    observer.observe(canvas);
    watchZoom(() => {
      const { clientWidth: width, clientHeight: height } = canvas;
      resize(width, height, pixels(width), pixels(height));
    });
  }

  canvas.addEventListener('webglcontextlost', (event) => {
    event.preventDefault(); // without this it never comes back
    shell.contextLost();
  });
  canvas.addEventListener('webglcontextrestored', () => {
    shell.contextRestored();
    frames.request(3);
  });
  return drawn;
}

// A length in device pixels; `exact` is what the browser says, which under an emulated screen is the
// real screen's.
function pixels(length, exact) {
  const wanted = length * devicePixelRatio;
  return Math.abs((exact ?? Infinity) - wanted) < 1 ? exact : Math.round(wanted);
}

// Calls back whenever the device pixel ratio changes: zoom, or another screen.
function watchZoom(changed) {
  matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener(
    'change',
    () => {
      changed();
      watchZoom(changed);
    },
    { once: true },
  );
}
