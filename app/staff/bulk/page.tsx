import { Page } from "@/components/page/page";
import { Empty } from "@/components/show/empty";
import { Register } from "@/components/show/register";
import { ownRuns } from "@/lib/bulk/queries";
import type { BulkDeed } from "@/lib/bulk/schema";
import { deedWords, runWords } from "@/lib/bulk/words";
import { wordInstant } from "@/lib/core/calendar";
import { signedIn } from "@/lib/session/current";

export default async function Runs() {
  const runs = await ownRuns(await signedIn("/staff/bulk"));
  return (
    <Page title="Selections" width="wide" crumbs={[{ to: "/staff", label: "Queue" }, { label: "Selections" }]} lead={<p>What you did, or mean to do, to several cases or permits at once. Each record has its own result.</p>}>
      {runs.length === 0 ? (
        <Empty title="You drew up none">
          Tick cases in <a href="/staff">the queue</a>, or <a href="/staff/permits">permits</a>, and choose below the list what to do.
        </Empty>
      ) : (
        <Register
          caption="Selections, newest first"
          hideCaption
          columns={[{ head: "Selection" }, { head: "Status" }, { head: "Records", numeric: true }, { head: "Done", numeric: true }, { head: "Not done", numeric: true }, { head: "Drawn up" }]}
          rows={runs.map((run) => ({
            key: run.id,
            cells: [
              <a key="a" href={`/staff/bulk/${run.number}`}>
                {run.number}: {deedWords[run.deed as BulkDeed]}
              </a>,
              runWords[run.status],
              run.total,
              run.decided,
              run.refused,
              wordInstant(run.drawnUpAt),
            ],
          }))}
        />
      )}
    </Page>
  );
}
