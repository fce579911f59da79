import "server-only";
import { dayOf } from "@/lib/core/calendar";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { filesInARow } from "@/lib/core/in-a-row";
import type { SectionName } from "@/lib/applications/schema";
import { dropContent } from "@/lib/files/content";
import { filesAs, placeOf } from "@/lib/files/places";
import { removeFileInput } from "@/lib/files/schema";

/** A member takes a file back while it can still be changed what it goes with. Its bytes go, unless it was sent before or another file is the same. */
export const removeFile = decision({
  name: "file.removed",
  input: removeFileInput,
  may: ({ place }) => filesAs[place],
  async find({ tx, input }) {
    const file = await tx.evidenceFile.findUnique({ where: { id: input.fileId } });
    if (!file || file.place !== input.place) return null;
    const ofId = file.removalId ?? file.obligationId ?? file.considerationId ?? file.applicationId ?? "";
    await filesInARow(tx, ofId);
    const record = await placeOf(tx, file.place, ofId);
    return record && { ...record, file };
  },
  async decide({ tx, record: { at, file }, now, personId }) {
    if (file.removedAt) return refused("file_removed");
    // Of an application it is taken out of what is sent next; elsewhere the city has it, and keeps it.
    if (file.sentIn !== null && file.place !== "application") return refused("files_closed");
    if (!at.isOpen(dayOf(now), (file.section as SectionName | null) ?? undefined)) return refused("files_closed");
    const { count } = await tx.evidenceFile.updateMany({ where: { id: file.id, removedAt: null }, data: { removedAt: now, removedById: personId } });
    if (count !== 1) return refused("file_removed");
    await dropContent(tx, file.contentHash);
    return ok({ subject: at.subject, from: at.status, to: at.status, open: { place: file.place, file: file.number }, sealed: { name: file.name, hash: file.contentHash }, reference: at.address });
  },
});
