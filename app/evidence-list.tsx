import type { ReactNode } from "react";
import { kinds, sizeWords } from "@/lib/files/words";
import type { Listed } from "@/lib/files/queries";
import { wordInstant } from "@/lib/core/calendar";

/** Files that were filed, each to be taken from here by whoever may see it. `after` adds what may be done about one. Nothing where there are none. */
export function EvidenceList({ files, label, isStaff = false, after }: { files: readonly Listed[]; label: string; isStaff?: boolean; after?: (file: Listed) => ReactNode }) {
  if (files.length === 0) return null;
  return (
    <ul className="files" aria-label={label}>
      {files.map((file) => (
        <li key={file.id}>
          <div>
            <a href={`/files/${file.number}`} download>
              {file.name}
            </a>
            <p className="hint">
              {kinds[file.kind].words}, {sizeWords(file.bytes)}, filed by {file.addedBy}, {wordInstant(file.addedAt)}
              {isStaff && !file.isScanned && ". Not looked through for viruses: open it with care"}
            </p>
          </div>
          {after?.(file)}
        </li>
      ))}
    </ul>
  );
}
