import { randomUUID } from "node:crypto";

/** Hidden fields of a form: its key, so that sending it twice decides once, and the version of the record the person saw. */
export const formKey = (record?: { version: number }): Record<string, string> => ({ key: randomUUID(), ...(record ? { version: String(record.version) } : {}) });
