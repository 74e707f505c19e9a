// The JavaScript halves of web/page/imports.h, linked into the shell module: each hands its
// arguments to the `page` object that page.mjs gives the module.

addToLibrary({
  // Copies, for the module's memory moves when it grows. Addresses beyond 2 GB arrive as negative
  // numbers: `>>> 0` makes them positive again.
  $bytesAt: (start, size) => HEAPU8.slice(start >>> 0, (start >>> 0) + (size >>> 0)),
  $textAt__deps: ['$bytesAt'],
  $textAt: (start, size) => new TextDecoder().decode(bytesAt(start, size)),

  PageSend__deps: ['$bytesAt'],
  PageSend: (body, bodySize, blob, blobSize) =>
    Module['page']['send'](
      bytesAt(body, bodySize).buffer,
      blobSize === 0 ? null : bytesAt(blob, blobSize).buffer,
    ),
  PageCancel: (requestId) => Module['page']['cancel'](requestId),

  PageSave__deps: ['$bytesAt', '$textAt'],
  PageSave: (name, nameSize, type, typeSize, bytes, size) =>
    Module['page']['save'](textAt(name, nameSize), textAt(type, typeSize), bytesAt(bytes, size)),
  PageChooseFile: () => Module['page']['chooseFile'](),
  PageShowLicences: () => Module['page']['showLicences'](),

  PageRequestFrame: (delay) => Module['page']['requestFrame'](delay),
  PageMilliseconds: () => performance.now(),

  PageMirror__deps: ['$textAt'],
  PageMirror: (changes, size) => Module['page']['mirror'](textAt(changes, size)),
  PageCursor: (cursor) => Module['page']['cursor'](cursor),
  PageCopy__deps: ['$textAt'],
  PageCopy: (text, size) => Module['page']['copy'](textAt(text, size)),

  PageDrawGlyph: (codepoint, emPixels, weight, measures) => {
    const glyph = Module['page']['drawGlyph'](codepoint >>> 0, emPixels, weight);
    if (glyph) HEAPF32.set(glyph, measures >>> 2);
    return Boolean(glyph);
  },
  PageTakeGlyph: (rgba) => HEAPU8.set(Module['page']['takeGlyph'](), rgba >>> 0),
});
