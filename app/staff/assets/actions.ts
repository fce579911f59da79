"use server";
import { addNetwork } from "@/lib/assets/add-network";
import { discardImport } from "@/lib/assets/discard-import";
import { importAreas } from "@/lib/assets/import-areas";
import { queueImport } from "@/lib/assets/queue-import";
import { uploadImport } from "@/lib/assets/upload-import";
import { formAction } from "@/lib/forms/form-action";

export const upload = formAction(uploadImport, ({ subjectId }) => `/staff/assets/imports/${subjectId}`);
export const queue = formAction(queueImport, ({ subjectId }) => `/staff/assets/imports/${subjectId}`);
export const discard = formAction(discardImport, "/staff/assets");
export const areas = formAction(importAreas, "/staff/assets/areas?drawn=yes");
export const network = formAction(addNetwork, "/staff/assets/networks");
