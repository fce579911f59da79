import type { TagRecord } from "@/components/show/tag-words";
import { reviewStatusWords } from "@/lib/reviews/words";

const marks = { open: "in_progress", closed: "problem", remediated: "completed" } as const;

/** The tag of a review: a task that goes on, that is not checked yet, or that is done. */
export const reviewTag = (status: keyof typeof marks): { record: TagRecord; status: string; words: string } => ({ record: "task", status: marks[status], words: reviewStatusWords[status] });
