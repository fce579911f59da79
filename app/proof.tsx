import { Section } from "@/components/page/section";
import { SquareCode } from "@/components/show/square-code";
import { origin } from "@/lib/core/mode";

/** Where anybody finds the proof of a decision: as a link, and as a square code for what is printed. */
export function Proof({ entryId }: { entryId: string }) {
  const address = `${origin()}/ledger/entries/${entryId}`;
  return (
    <Section title="Proof" id="proof">
      <div className="proof">
        <SquareCode address={address} label="Square code that leads to the proof of this permit" />
        <div>
          <p>
            Whoever scans this, or opens <a href={address}>its entry in the ledger</a>, sees what the city decided, and can check it without believing anybody.
          </p>
          <p className="note">
            <a href={`/ledger/receipts/${entryId}`} download>Keep the receipt as a file</a>
          </p>
        </div>
      </div>
    </Section>
  );
}
