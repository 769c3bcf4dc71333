import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { orgId } from '../../../src/core/ids.ts';
import { organisationIn, orgOfFolder } from '../../../src/drivers/lowdb/folders.ts';
import { jsonCopy } from '../../../src/drivers/lowdb/json-copy.ts';
import { byCodeUnit, SortedList } from '../../../src/drivers/lowdb/sorted-list.ts';
import { pageOf } from '../../../src/drivers/lowdb/storage.ts';

const MANY = 2_000;

describe('a sorted list', () => {
  test('holds what an array that is sorted each time would hold', () => {
    const key = fc.nat(MANY).map((number) => `k${number}`);
    const step = fc.record({ adds: fc.boolean(), keys: fc.array(key, { maxLength: MANY, size: 'max' }) });

    fc.assert(
      fc.property(fc.array(step, { maxLength: 6 }), key, (steps, start) => {
        const list = new SortedList(byCodeUnit);
        const plain = new Set<string>();
        for (const { adds, keys } of steps)
          for (const one of keys) {
            list[adds ? 'add' : 'delete'](one);
            plain[adds ? 'add' : 'delete'](one);
          }
        const wanted = [...plain].sort();
        expect([...list]).toEqual(wanted);
        expect(list.first()).toBe(wanted[0]);
        expect([...list.from(start)]).toEqual(wanted.filter((one) => one >= start));
      }),
      { numRuns: 30 },
    );
  });
});

describe('a copy of JSON', () => {
  test('is what JSON gives back, and shares nothing', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(jsonCopy(value)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
    const nested = { a: [{ b: 1 }] };
    expect(jsonCopy(nested)).not.toBe(nested);
    expect(Object.keys(jsonCopy(JSON.parse('{"__proto__":{"x":1}}')) as object)).toEqual(['__proto__']);
    expect(jsonCopy({ a: undefined, b: 1 })).toEqual({ b: 1 });
  });

  test.each([undefined, Number.NaN, Number.POSITIVE_INFINITY, 1n, new Date(0), new Map(), () => 1, [undefined]])(
    'of %s is refused',
    (value) => {
      expect(() => jsonCopy(value)).toThrow(TypeError);
    },
  );
});

describe('an organisation’s folder', () => {
  test('tells its organisation, and differs in any case', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        const name = organisationIn('/data', orgId(text)).slice('/data/organisations/'.length);
        expect(orgOfFolder(name)).toBe(text);
        expect(name).toMatch(/^[a-z0-9_-]+$/);
      }),
    );
    expect(orgOfFolder('erased.org-a')).toBeUndefined();
  });
});

test('organisations come in pages, each once', () => {
  const all = Array.from({ length: 1_200 }, (_, index) => orgId(`org-${String(index).padStart(4, '0')}`));
  const seen: string[] = [];

  let cursor: string | undefined;
  do {
    const page = pageOf(all, cursor);
    seen.push(...page.orgs);
    cursor = page.cursor;
  } while (cursor !== undefined);

  expect(seen).toEqual(all);
});
