import { Sign } from "./sign";

const levels = {
  no: { sign: "nobody", words: "Does not identify people" },
  anonymous: { sign: "crowd", words: "Made anonymous at once" },
  yes: { sign: "face", words: "Can identify people" },
} as const;

/** What matters most to a passer-by: the small sign and its words. */
export function Identifies({ level, words = levels[level].words }: { level: "no" | "anonymous" | "yes"; words?: string }) {
  return (
    <span className="identifies">
      <Sign name={levels[level].sign} />
      {words}
    </span>
  );
}
