// Files in and out: the browser's dialog, a file dropped on the page, downloads.

// What one tab can hold: the page's copy, the worker's and SQLite's at once.
const LARGEST = 1024 * 1024 * 1024;

export class Files {
  #input = document.createElement('input');
  #take;
  #refuse;

  // `take(name, bytes)` gets a file; `refuse(notice)` says why one is not taken.
  constructor(take, refuse) {
    this.#take = take;
    this.#refuse = refuse;
    this.#input.type = 'file';
    this.#input.addEventListener('change', () => {
      const [file] = this.#input.files;
      this.#input.value = ''; // so that the same file can be chosen again
      if (file) void this.#read(file);
    });
  }

  // REQUIRES: within a user's gesture.
  choose() {
    this.#input.click();
  }

  save(name, type, bytes) {
    const url = URL.createObjectURL(new Blob([bytes], { type }));
    const link = document.createElement('a');
    link.href = url;
    link.download = name;
    link.click();
    // The download has its own hold on the bytes once it runs.
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  }

  // `hint` is shown while a file hangs over the page.
  acceptDrops(hint) {
    const carriesFile = (event) => event.dataTransfer?.types.includes('Files');
    let depth = 0; // enter and leave come for every element under the pointer
    const show = (change) => {
      depth = Math.max(0, depth + change);
      hint.hidden = depth === 0;
    };
    document.addEventListener('dragenter', (event) => {
      if (carriesFile(event)) show(1);
    });
    document.addEventListener('dragleave', (event) => {
      if (carriesFile(event)) show(-1);
    });
    document.addEventListener('dragover', (event) => {
      if (!carriesFile(event)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
    });
    document.addEventListener('drop', (event) => {
      if (!carriesFile(event)) return;
      event.preventDefault();
      show(-Infinity);
      const [file] = event.dataTransfer.files;
      if (file) void this.#read(file);
    });
  }

  async #read(file) {
    if (file.size > LARGEST) {
      this.#refuse({
        title: `“${file.name}” is too large for a browser tab`,
        why: `It has ${Math.round(file.size / 1e6).toLocaleString('en')} MB; the playground takes up to ${Math.round(LARGEST / 1e6).toLocaleString('en')} MB.`,
        next: 'The command line godwit has no such limit. Nothing was changed.',
      });
      return;
    }
    try {
      this.#take(file.name, new Uint8Array(await file.arrayBuffer()));
    } catch (cause) {
      this.#refuse({
        title: `“${file.name}” could not be read`,
        why: String(cause.message ?? cause),
        next: 'Nothing was changed. A folder cannot be opened; a file that another program holds may need to be copied first.',
      });
    }
  }
}
