import { Choices } from "@/components/form/choices";
import { Select } from "@/components/form/select";
import { Notice } from "@/components/show/notice";
import type { Notice as NoticeOn } from "@/lib/hearings/queries";
import { groundWords, skipWords } from "@/lib/hearings/words";

const listed = (words: Record<string, string>) => Object.entries(words).map(([value, label]) => ({ value, label }));

export const GroundsChoice = ({ legend = "On which grounds?" }: { legend?: string }) => <Choices name="grounds" kind="checkbox" small legend={legend} options={listed(groundWords)} />;

/** Why the partner was not heard first, from a closed list. */
export const WithoutNotice = ({ hint }: { hint: string }) => <Select name="without" label="If the partner is not heard first: the cause" hint={hint} options={[{ value: "", label: "No cause: it is heard first" }, ...listed(skipWords)]} optional />;

/** Whether a decision against a partner can be taken now: on a notice that ran its course, or with a cause why there was none. */
export function HeardOrWhy({ notices, noticeAt }: { notices: NoticeOn[]; noticeAt: string }) {
  const ripe = notices.find(({ isHeard }) => isHeard);
  if (ripe) return <Notice>{`The partner was heard: notice ${ripe.number} ${ripe.state === "answered" ? "is answered" : "was not answered in time"}. You decide on it.`}</Notice>;
  const runs = notices.find(({ state }) => state === "open");
  return (
    <>
      <Notice kind="waiting" title={runs ? "The partner still has time to answer." : "The partner has not been heard."}>
        {runs ? <p>Wait for the answer to notice {runs.number}, unless there is a cause not to.</p> : <p><a href={noticeAt}>Give notice first</a>, unless there is a cause not to.</p>}
      </Notice>
      <WithoutNotice hint="It stands in the public record of the decision." />
    </>
  );
}
