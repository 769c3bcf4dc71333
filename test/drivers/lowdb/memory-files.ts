import type { AppendFile, Files } from '../../../src/drivers/lowdb/files.ts';

/** One change that the store asks for, before it is made. */
export interface Call {
  readonly name: 'makeFolder' | 'open' | 'append' | 'truncate' | 'sync' | 'rename' | 'remove' | 'syncFolder';
  readonly path: string;
  /** What an append would write. */
  readonly bytes?: Uint8Array;
}

/** Makes the change by `act`, or a part of an append, or nothing; may throw before or after. */
export type Interpose = (call: Call, act: (part?: Uint8Array) => void) => void;

/** What the disk holds for whoever starts next: files by their paths. */
export type Image = ReadonlyMap<string, Buffer>;

type Entries = Map<string, Node>;
type Node =
  | { readonly kind: 'file'; bytes: Buffer; synced: Buffer }
  | { readonly kind: 'folder'; readonly live: Entries; synced: Entries };

const emptyFolder = (): Extract<Node, { kind: 'folder' }> => ({ kind: 'folder', live: new Map(), synced: new Map() });
const fail = (code: string, path: string): never => {
  throw Object.assign(new Error(`${code}: ${path}`), { code });
};

/** Files in memory that know what has been synced and what has not; every change goes through `interpose`. */
export class MemoryFiles implements Files {
  interpose: Interpose = (_, act) => act();
  readonly #root = emptyFolder();

  /** A disk with these files on it, all of them synced. */
  static of(image: Image): MemoryFiles {
    const files = new MemoryFiles();
    for (const [path, bytes] of image) {
      const [names, name] = split(path);
      const folder = files.#make(names);
      const file: Node = { kind: 'file', bytes, synced: bytes };
      folder.live.set(name, file);
      folder.synced.set(name, file);
    }
    return files;
  }

  /** What a killed process leaves: everything it has written. */
  afterKill(): Image {
    return new Map(walk(this.#root, '', 'live'));
  }

  /** What a power cut leaves at the least: what was synced, in folders that were. */
  afterPowerCut(): Image {
    return new Map(walk(this.#root, '', 'synced'));
  }

  async makeFolder(path: string): Promise<void> {
    this.interpose({ name: 'makeFolder', path }, () => this.#make(path.split('/').filter(Boolean)));
  }

  async names(path: string): Promise<readonly string[]> {
    const found = this.#find(path);
    return found?.kind === 'folder' ? [...found.live.keys()] : [];
  }

  async read(path: string): Promise<Buffer | undefined> {
    const found = this.#find(path);
    return found?.kind === 'file' ? found.bytes : undefined;
  }

  async rename(from: string, to: string): Promise<void> {
    this.interpose({ name: 'rename', path: from }, () => {
      const node = this.#find(from) ?? fail('ENOENT', from);
      this.#folderOf(from).live.delete(split(from)[1]);
      this.#folderOf(to).live.set(split(to)[1], node);
    });
  }

  /** One by one, as a real disk removes a folder. */
  async remove(path: string): Promise<void> {
    const found = this.#find(path);
    if (!found) return;
    if (found.kind === 'folder') for (const name of [...found.live.keys()]) await this.remove(`${path}/${name}`);
    this.interpose({ name: 'remove', path }, () => this.#folderOf(path).live.delete(split(path)[1]));
  }

  async syncFolder(path: string): Promise<void> {
    this.interpose({ name: 'syncFolder', path }, () => {
      const folder = this.#find(path);
      if (folder?.kind === 'folder') folder.synced = new Map(folder.live);
    });
  }

  async open(path: string): Promise<AppendFile> {
    const made = { kind: 'file', bytes: Buffer.alloc(0), synced: Buffer.alloc(0) } as const;
    if (!this.#find(path))
      this.interpose({ name: 'open', path }, () => this.#folderOf(path).live.set(split(path)[1], { ...made }));
    const file = this.#find(path);
    if (file?.kind !== 'file') return fail('EISDIR', path);
    return {
      append: async (bytes) =>
        this.interpose({ name: 'append', path, bytes }, (part = bytes) => {
          file.bytes = Buffer.concat([file.bytes, part]);
        }),
      size: async () => file.bytes.length,
      truncate: async (length) =>
        this.interpose({ name: 'truncate', path }, () => {
          file.bytes = file.bytes.subarray(0, length);
        }),
      sync: async () =>
        this.interpose({ name: 'sync', path }, () => {
          file.synced = file.bytes;
        }),
      close: async () => undefined,
    };
  }

  #make(names: readonly string[]): Extract<Node, { kind: 'folder' }> {
    let folder = this.#root;
    for (const name of names) {
      const next = folder.live.get(name) ?? emptyFolder();
      if (next.kind !== 'folder') return fail('ENOTDIR', names.join('/'));
      folder.live.set(name, next);
      folder.synced.set(name, next);
      folder = next;
    }
    return folder;
  }

  #find(path: string): Node | undefined {
    let node: Node | undefined = this.#root;
    for (const name of path.split('/').filter(Boolean))
      node = node?.kind === 'folder' ? node.live.get(name) : undefined;
    return node;
  }

  #folderOf(path: string): Extract<Node, { kind: 'folder' }> {
    const found = this.#find(split(path)[0].join('/'));
    return found?.kind === 'folder' ? found : fail('ENOENT', path);
  }
}

function* walk(node: Node, path: string, which: 'live' | 'synced'): Generator<[string, Buffer], undefined> {
  if (node.kind === 'file') yield [path, which === 'live' ? node.bytes : node.synced];
  else for (const [name, child] of node[which]) yield* walk(child, `${path}/${name}`, which);
}

function split(path: string): [folders: readonly string[], name: string] {
  const names = path.split('/').filter(Boolean);
  return [names.slice(0, -1), names.at(-1) ?? ''];
}
