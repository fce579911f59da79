import { wordDay, dayOf } from "@/lib/core/calendar";
import type { GrantOfFile } from "@/lib/people/queries";
import { shortWords } from "@/app/staff/access/short-words";
import { whenWords } from "./held-grants";

const wide = 1200;
const row = 26;
const mostRows = 8;

/** Grants over the years, a line a capability: filled until the day that is shown, dashed for what is still to come, yellow where taken in an emergency. */
export function Years({ grants, at }: { grants: GrantOfFile[]; at: Date }) {
  const capabilities = [...new Set(grants.map(({ capability }) => capability))];
  if (capabilities.length === 0) return null;
  const shown = capabilities.slice(0, mostRows);
  const ends = grants.map((grant) => grant.endedAt ?? grant.validUntil ?? at);
  const first = Math.min(...grants.map(({ validFrom }) => validFrom.getUTCFullYear()), at.getUTCFullYear());
  const last = Math.min(Math.max(...ends.map((end) => end.getUTCFullYear()), at.getUTCFullYear()), first + 11);
  const years = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const [start, end] = [Date.UTC(first, 0, 1), Date.UTC(last + 1, 0, 1)];
  const x = (instant: number) => Math.round(((Math.min(Math.max(instant, start), end) - start) / (end - start)) * wide);
  const told = shown.map((capability) => `${shortWords(capability)}: ${grants.filter((grant) => grant.capability === capability).map(whenWords).join("; ")}.`).join(" ");
  return (
    <div className="years">
      <ul aria-hidden="true">
        {shown.map((capability) => (
          <li key={capability}>{shortWords(capability)}</li>
        ))}
      </ul>
      <svg viewBox={`0 0 ${wide} ${shown.length * row}`} height={`${shown.length * 1.625}rem`} preserveAspectRatio="none" role="img" aria-label={`Grants over time. ${told} The line is ${wordDay(dayOf(at))}.`}>
        <path className="ax" d={years.map((_, index) => `M${Math.max(1, Math.round((index * wide) / years.length))} 0V${shown.length * row}`).join("")} />
        {grants.filter(({ capability }) => shown.includes(capability)).map((grant) => {
          const y = shown.indexOf(grant.capability) * row + 8;
          const from = grant.validFrom.getTime();
          const until = (grant.endedAt ?? grant.validUntil)?.getTime() ?? end;
          const split = Math.min(Math.max(at.getTime(), from), until);
          if (grant.origin === "emergency") return <rect key={grant.id} className="h" x={x(from)} y={y} width={Math.max(12, x(until) - x(from))} height="10" />;
          return (
            <g key={grant.id}>
              {split > from && <rect className="b" x={x(from)} y={y} width={Math.max(3, x(split) - x(from))} height="10" />}
              {until > split && <rect className="b2" x={x(split)} y={y} width={Math.max(3, x(until) - x(split))} height="10" />}
            </g>
          );
        })}
        <path className="now" d={`M${x(at.getTime())} 0V${shown.length * row}`} />
      </svg>
      <div className="y" aria-hidden="true">
        {years.map((year) => (
          <span key={year}>{year}</span>
        ))}
      </div>
      {capabilities.length > mostRows && <p className="y-note">{capabilities.length - mostRows} more kinds of permission are in the list below.</p>}
    </div>
  );
}
