// Characters that the shell's fonts lack (Hangul, emoji …), drawn with the fonts of the user's
// system.

const FAMILY = 'Inter, system-ui, sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Noto Color Emoji"';

export class Glyphs {
  #canvas = document.createElement('canvas');
  #context = this.#canvas.getContext('2d', { willReadFrequently: true });
  #pixels = new Uint8ClampedArray(0);

  // width, height, left, top, advance, coloured; or null when there is nothing to draw. Of a character
  // that no font has, the browser's own mark for that.
  draw(codepoint, size, weight) {
    const glyph = this.#rasterise(String.fromCodePoint(codepoint), `${weight} ${size}px ${FAMILY}`);
    this.#pixels = glyph?.pixels ?? this.#pixels;
    return glyph?.measures ?? null;
  }

  // The pixels of the last one drawn: straight alpha, four bytes each.
  take() {
    return this.#pixels;
  }

  #rasterise(character, font) {
    this.#context.font = font;
    const box = this.#context.measureText(character);
    const left = Math.floor(-box.actualBoundingBoxLeft) - 1;
    const top = Math.floor(-box.actualBoundingBoxAscent) - 1;
    const width = Math.ceil(box.actualBoundingBoxRight) + 1 - left;
    const height = Math.ceil(box.actualBoundingBoxDescent) + 1 - top;
    if (!(box.width > 0) || width <= 2 || height <= 2) return null;
    // A new size also clears the canvas, and the font with it.
    this.#canvas.width = width;
    this.#canvas.height = height;
    this.#context.font = font;
    this.#context.fillStyle = '#fff';
    this.#context.fillText(character, -left, -top);
    const pixels = this.#context.getImageData(0, 0, width, height).data;
    const measures = [width, height, left, top, box.width, isColoured(pixels) ? 1 : 0];
    return { measures, pixels };
  }
}

// Drawn in white, a plain glyph is white wherever it is at all.
function isColoured(pixels) {
  for (let at = 0; at < pixels.length; at += 4) {
    if (pixels[at + 3] > 128 && pixels[at] + pixels[at + 1] + pixels[at + 2] < 720) return true;
  }
  return false;
}
