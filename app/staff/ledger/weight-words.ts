import type { weights } from "@/lib/audits/schema";

export const weightWords: Record<(typeof weights)[number], { label: string; hint: string }> = {
  remark: { label: "A remark", hint: "Nothing is wrong; something could be better." },
  deviation: { label: "A deviation", hint: "A rule was not kept, and nobody was harmed by it." },
  breach: { label: "A breach", hint: "The decision should not have been made so." },
};
