import type { Context } from 'hono';
import type { z } from 'zod';
import { Refusal } from './refusal.ts';

/** The request's JSON, checked; a refusal that names what is wrong. */
export async function readBody<Body>(c: Context, schema: z.ZodType<Body>): Promise<Body> {
  const parsed = schema.safeParse(await readJson(c));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.join('.') || 'body';
  throw new Refusal(400, `"${where}" does not fit: ${issue?.message ?? 'unexpected'}.`);
}

async function readJson(c: Context): Promise<unknown> {
  const text = await c.req.text();
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, 'The body is not JSON.');
  }
}
