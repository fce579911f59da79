import type { ReactNode } from "react";
import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Choices } from "@/components/form/choices";
import { DateField } from "@/components/form/date-field";
import { Field } from "@/components/form/field";
import { Form } from "@/components/form/form";
import { TextArea } from "@/components/form/text-area";
import { Fold } from "@/components/form/fold";
import { GroundsChoice, WithoutNotice } from "@/app/staff/hearings/heard-fields";
import { conditionLibrary, libraryKeys, type LibraryKey } from "@/lib/applications/condition-library";
import { sectionNames } from "@/lib/applications/schema";
import { sectionWords } from "@/lib/applications/words";
import { formKey } from "@/lib/forms/form-key";
import { decide } from "./actions";

/** When a condition of the list is first to be shown, and how often. */
function hintOf(key: LibraryKey): string {
  const { dueDays, everyMonths }: { words: string; dueDays?: number; everyMonths?: number } = conditionLibrary[key];
  return dueDays === undefined ? "Nothing has to be shown." : `To be shown ${dueDays} days after it begins${everyMonths ? `, then every ${everyMonths} months` : ""}.`;
}

/** The one panel where a case is decided: what, until when, under which conditions, and why. `closed` where it is decided already. */
export function DecisionForm({ application, wantedUntil, mayDecide, submission, counts, heard, isHeard, noticeAt, lacks, against, asked, asksAt, awaiting, closed }: { application: { id: string; version: number; title: string }; wantedUntil: string; mayDecide: boolean; submission: number; counts: { devices: number; assets: number; networks: number }; heard: string | null; isHeard: boolean; noticeAt: string | null; lacks: string[]; against: number; asked: { asks: string; parts: string[] }[]; asksAt: string | null; awaiting: { number: number; devices: number }[]; closed?: ReactNode }) {
  return (
    <Form act={decide} title={application.title} hidden={{ ...formKey(application), applicationId: application.id }} initial={{ until: wantedUntil, ...(asked.length > 0 ? { deed: "request_changes", parts: [...new Set(asked.flatMap(({ parts }) => parts))], reason: asked.map(({ asks }) => asks).join("\n\n") } : {}) }} closed={closed}>
      <Choices
        name="deed"
        kind="radio"
        small
        legend="I decide to"
        options={[
          ...(mayDecide ? [{ value: "approve", label: "Approve" }, { value: "approve_with_conditions", label: "Approve with conditions" }] : []),
          { value: "request_changes", label: "Ask for changes" },
          ...(mayDecide ? [{ value: "refuse", label: "Refuse" }] : []),
        ]}
      />
      {mayDecide && lacks.length > 0 && (
        <div className="note">
          Before it can be approved:
          <ul>
            {lacks.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </div>
      )}
      {mayDecide && (
        <>
          <DateField name="until" legend="If approved, until" hint="As asked for, unless you choose another day." value={wantedUntil} />
          <TextArea name="conditions" label="Conditions" hint="One a line. They bind the partner, and residents read them." rows={3} optional />
          <Fold summary="Conditions that come back often" fields={["library"]}>
            <Choices name="library" kind="checkbox" small legend="From the list" options={libraryKeys.map((key) => ({ value: key, label: conditionLibrary[key].words, hint: hintOf(key) }))} />
          </Fold>
          <Fold summary="When must it be shown that they are kept?" fields={["conditionsBy"]}>
            <p className="note">Those of the list say it themselves. For those you write:</p>
            <DateField name="conditionsBy" legend="To be shown by" hint="Left empty: they bind, and nothing has to be shown." />
          </Fold>
          <Fold summary="Approve a part only" fields={["leaveOut"]}>
            <Field name="leaveOut" label="Leave out the devices" hint="Their numbers in the list, like 3, 5-8. They are refused: say below on which grounds, and whether the partner was heard." width="medium" optional />
          </Fold>
          <Fold summary="If residents should not read where it is" fields={["withhold"]}>
            <TextArea name="withhold" label="Why not?" hint="Only where that could be used to do harm. Residents read this reason. All else stays public, so neither the title nor a device’s name may say where it is." rows={3} optional />
          </Fold>
          {against > 0 && <TextArea name="despite" label={against === 1 ? "One review stands against it: why approve it all the same?" : `${against} reviews stand against it: why approve it all the same?`} hint="For colleagues and the auditor. It is asked for only where you approve." rows={3} optional />}
        </>
      )}
      <Fold summary="If you ask for changes: which parts, and by when" fields={["parts", "by"]}>
        {asksAt && (
          <p className="note">
            <a href={asksAt}>Fill in what the reviews ask for</a>
          </p>
        )}
        <Choices name="parts" kind="checkbox" small legend="Parts" hint="Only these open up for the partner. None chosen: all of them." options={sectionNames.map((name) => ({ value: name, label: sectionWords[name] }))} />
        <DateField name="by" legend="Answer by" hint="Left empty: 20 working days. After that day it lapses." />
      </Fold>
      {mayDecide && (
        <Fold summary="If you refuse, all or a part: on which grounds, and whether the partner was heard" fields={["grounds", "without"]}>
          <div className="stack">
            <GroundsChoice legend="Grounds" />
            {heard && <p className="note">{heard}</p>}
            {noticeAt && !isHeard && (
              <p className="note">
                <a href={noticeAt}>Give notice first that you consider it</a>
              </p>
            )}
            {!isHeard && <WithoutNotice hint="It stands in the public record of the decision." />}
          </div>
        </Fold>
      )}
      <TextArea name="reason" label="Reason" hint={mayDecide ? "The partner reads this; residents too where you approve or refuse. You cannot change it later." : "The partner reads this."} rows={5} />
      {mayDecide && (
        <div className="impact">
          <span className="label">If you approve</span>
          <ul>
            <li>
              <span className="num">{counts.devices}</span>
              <span>{counts.devices === 1 ? "device" : "devices"} may attach to {counts.assets === 1 ? "1 asset" : `${counts.assets} assets`}</span>
            </li>
            <li>
              <span className="num">{counts.networks}</span>
              <span>{counts.networks === 1 ? "network of the city is" : "networks of the city are"} used</span>
            </li>
            {awaiting.map(({ number, devices }) => (
              <li key={number}>
                <span className="num">{devices}</span>
                <span>
                  {devices === 1 ? "begins" : "begin"} stopped: <a href={`/staff/stops/${number}`}>stop {number}</a> stands over {devices === 1 ? "it" : "them"}
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
      <Buttons>
        <Button>Record this decision</Button>
      </Buttons>
      <p className="small soft">You decide on submission {submission} as you see it. If it changes meanwhile, nothing is decided and we tell you.</p>
    </Form>
  );
}
