import type { ReactNode } from "react";
import { Blocked } from "@/components/form/blocked";
import { Button } from "@/components/form/button";
import { Choices } from "@/components/form/choices";
import { Form } from "@/components/form/form";
import { Select } from "@/components/form/select";
import { TextArea } from "@/components/form/text-area";
import { Disclosure } from "@/components/show/disclosure";
import { Notice } from "@/components/show/notice";
import { askAddress } from "@/app/staff/access/ask-address";
import type { caseFile } from "@/lib/applications/queries";
import { formKey } from "@/lib/forms/form-key";
import { agreeTier, assign, lowerTier, raise } from "./actions";

type File = NonNullable<Awaited<ReturnType<typeof caseFile>>>;
const hiddenOf = (file: File) => ({ ...formKey(file), applicationId: file.id });

/** Gives the case to a colleague whose grants reach it. */
export function GiveToColleague({ file, here }: { file: File; here: string }) {
  if (!file.may.assign.may) return <Blocked why={file.may.assign.why} ask={askAddress(file.may.assign, here)}>Give it to a colleague</Blocked>;
  if (file.colleagues.length === 0) return null;
  return (
    <Disclosure summary="Give it to a colleague">
      <Form act={assign} title={file.title} hidden={hiddenOf(file)}>
        <Select name="personId" label="Colleague" hint="Those whose grants reach it. Whoever has a tie to the partner cannot hold it." options={[{ value: "", label: "Choose" }, ...file.colleagues.map(({ id, name }) => ({ value: id, label: name }))]} />
        <TextArea name="reason" label="What should they know?" rows={3} />
        <Button kind="plain">Give it to them</Button>
      </Form>
    </Disclosure>
  );
}

/** Why this tier, and how to set another: upwards by one officer, downwards by two. */
export function RiskOfCase({ file, inputs, you, here }: { file: File; inputs: string[]; you: string; here: string }) {
  const higher = [2, 3, 4].filter((tier) => tier > file.tier);
  const lower = [1, 2, 3].filter((tier) => tier < file.tier);
  const proposed = file.tierProposed !== null && file.tierProposed < file.tier ? { tier: file.tierProposed, by: file.tierProposedBy } : null;
  const form = (act: typeof raise, title: string, button: string, children: ReactNode) => (
    <Form act={act} title={title} hidden={hiddenOf(file)}>
      {children}
      <TextArea name="reason" label="Why?" hint="Colleagues and the auditor read it." rows={3} />
      <Button kind="plain">{button}</Button>
    </Form>
  );
  const options = (tiers: number[]) => tiers.map((tier) => ({ value: String(tier), label: `Tier ${tier}` }));
  return (
    <>
      <Disclosure summary={`Why tier ${file.tier}?`}>
        <ul>
          {inputs.map((input) => (
            <li key={input}>{input}</li>
          ))}
          {file.tierRaisedTo !== null && <li>An officer raised it to tier {file.tierRaisedTo}; the history says why.</li>}
        </ul>
        <p className="note">
          <a href="/risk">How risk is weighed</a>
        </p>
      </Disclosure>
      {proposed && (
        <div className="stack">
          <Notice kind="waiting">{`${proposed.by?.name ?? "An officer"} proposes tier ${proposed.tier}: ${file.tierProposedWhy ?? ""}`}</Notice>
          {proposed.by?.id === you ? (
            <Blocked why="You proposed it yourself, so another person must agree to it.">Agree to it</Blocked>
          ) : (
            file.may.set_tier.may && form(agreeTier, file.title, "Record this", <Choices name="outcome" kind="radio" small legend={`Tier ${proposed.tier} instead of ${file.tier}?`} options={[{ value: "agreed", label: "I agree" }, { value: "declined", label: "I do not agree" }]} />)
          )}
        </div>
      )}
      {file.may.set_tier.may ? (
        <Disclosure summary="Set another tier">
          {higher.length > 0 && form(raise, file.title, "Raise it", <Choices name="tier" kind="radio" small legend="Higher, at once" options={options(higher)} />)}
          {lower.length > 0 && !proposed && form(lowerTier, file.title, "Propose it", <Choices name="tier" kind="radio" small legend="Lower, once a second officer agrees" options={options(lower)} />)}
        </Disclosure>
      ) : (
        <Blocked why={file.may.set_tier.why} ask={askAddress(file.may.set_tier, here)}>Set another tier</Blocked>
      )}
    </>
  );
}
