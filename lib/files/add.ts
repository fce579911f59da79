import "server-only";
import { dayOf } from "@/lib/core/calendar";
import { newId } from "@/lib/core/ids";
import { ok, refused, type Refusal } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { filesInARow } from "@/lib/core/in-a-row";
import { storeContent } from "@/lib/files/content";
import { bareName, kindOf, safeName } from "@/lib/files/kind-of";
import { filesAs, placeOf } from "@/lib/files/places";
import { mostPatienceMs, scan } from "@/lib/files/scan";
import { addFilesInput, mostBytesOfFile, mostFilesInPlace } from "@/lib/files/schema";
import { acceptedWords, sizeWords } from "@/lib/files/words";

/**
 * A member files evidence: for a section of an application, an answer, a condition, a removal. All of what was chosen, or nothing. Refuses
 * what is no kind that is kept (by its content), what is too large or empty, what holds a virus, and what nobody could look through.
 */
export const addFiles = decision({
  name: "file.added",
  input: addFilesInput,
  // Looking ten files through takes its time.
  timeout: 90_000,
  may: ({ place }) => filesAs[place],
  async find({ tx, input }) {
    await filesInARow(tx, input.ofId);
    return placeOf(tx, input.place, input.ofId);
  },
  async decide({ tx, input, record: { at }, now, personId }) {
    if (input.place === "application" && !input.section) return { ...refused("bad_input", { field: "section", about: { words: "Choose what the files show." } }), issues: [{ field: "section", words: "Choose what the files show." }] };
    if (!at.isOpen(dayOf(now), input.section)) return refused("files_closed");
    const read = await Promise.all(input.files.map(async (file) => ({ file, bytes: Buffer.from(await file.arrayBuffer()) })));
    const looked = [];
    const until = Date.now() + mostPatienceMs;
    // One after the other: each is looked through as a whole, and all within one time. A scanner that does not answer once is not asked again.
    for (const { file, bytes } of read) {
      const one = await lookedThrough(file, bytes, until - Date.now());
      looked.push({ file, bytes, ...one });
      if (one.isUnanswered) break;
    }
    const problems = looked.flatMap(({ problem }) => (problem ? [{ field: "files", words: problem }] : []));
    if (problems.length > 0) return unfit(problems);
    const there = await tx.evidenceFile.count({ where: { ...at.of, place: input.place, removedAt: null } });
    if (there + looked.length > mostFilesInPlace) return refused("files_too_many", { field: "files", about: { most: mostFilesInPlace, there } });
    const kept = [];
    for (const { file, bytes, kind, isScanned } of looked) {
      if (!kind) throw new Error("a file without a kind passed");
      const contentHash = await storeContent(tx, bytes, isScanned ? now : null);
      const name = safeName(file.name, kind);
      const { number } = await tx.evidenceFile.create({ data: { id: newId(), place: input.place, ...at.of, partnerId: at.partnerId, section: input.place === "application" ? (input.section ?? null) : null, ...(input.place === "removal" ? { sentIn: 1 } : {}), name, kind, bytes: bytes.length, contentHash, addedById: personId, addedAt: now }, select: { number: true } });
      kept.push({ number, name, hash: contentHash });
    }
    return ok({
      subject: at.subject,
      from: at.status,
      to: at.status,
      open: { place: input.place, files: kept.map(({ number }) => number), ...(input.place === "application" && input.section ? { section: input.section } : {}) },
      sealed: { files: kept },
      reference: at.address,
    });
  },
});

const unfit = (issues: { field: string; words: string }[]): Refusal => ({ ...refused("file_unfit", { field: "files", about: { words: issues[0]?.words ?? "" } }), issues });

async function lookedThrough(file: File, bytes: Buffer, patienceMs: number): Promise<{ problem?: string; isUnanswered?: true; kind?: Exclude<Awaited<ReturnType<typeof kindOf>>, null>; isScanned?: boolean }> {
  const name = `“${[...bareName(file.name)].slice(0, 100).join("") || "A file without a name"}”`;
  if (bytes.length === 0) return { problem: `${name} is empty. Choose another file.` };
  if (bytes.length > mostBytesOfFile) return { problem: `${name} is larger than ${sizeWords(mostBytesOfFile)}. Make it smaller, or split it.` };
  const kind = await kindOf(bytes, file.name);
  if (!kind) return { problem: `${name} is no file that can be kept here. Send ${acceptedWords}.` };
  const said = patienceMs > 0 ? await scan(bytes, { patienceMs }) : { is: "no_answer" as const };
  if (said.is === "infected") return { problem: `${name} holds a virus (${said.what}), so it was not kept. Send a clean copy.` };
  if (said.is === "no_answer") return { isUnanswered: true, problem: `${name} could not be looked through for viruses just now, so it was not kept. Try again in a few minutes.` };
  return { kind, isScanned: said.is === "clean" };
}
