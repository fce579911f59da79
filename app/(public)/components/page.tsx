import "@/app/styles/work.css";
import type { Metadata } from "next";
import { Blocked } from "@/components/form/blocked";
import { Button, ButtonLink } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Choices } from "@/components/form/choices";
import { DateField } from "@/components/form/date-field";
import { Field } from "@/components/form/field";
import { FilterForm } from "@/components/form/filter-form";
import { Form } from "@/components/form/form";
import { Select } from "@/components/form/select";
import { TextArea } from "@/components/form/text-area";
import { Upload } from "@/components/form/upload";
import { Page } from "@/components/page/page";
import { Pages } from "@/components/page/pages";
import { Unsent } from "@/components/page/unsent";
import { Disclosure } from "@/components/show/disclosure";
import { Done } from "@/components/show/done";
import { Empty } from "@/components/show/empty";
import { Facts } from "@/components/show/facts";
import { Identifies } from "@/components/show/identifies";
import { Impact } from "@/components/show/impact";
import { Notice } from "@/components/show/notice";
import { Pegs } from "@/components/show/pegs";
import { Plate } from "@/components/show/plate";
import { PoleDrawing } from "@/components/show/pole";
import { Progress } from "@/components/show/progress";
import { Ref } from "@/components/show/ref";
import { Register } from "@/components/show/register";
import { RiskTier } from "@/components/show/risk-tier";
import { Sign, signNames } from "@/components/show/sign";
import { Summary } from "@/components/show/summary";
import { Tag } from "@/components/show/tag";
import { tagStatuses, type TagRecord } from "@/components/show/tag-words";
import { Tasks } from "@/components/show/tasks";
import { Timeline } from "@/components/show/timeline";
import { Why } from "@/components/show/why";
import { tryForm } from "./try-form";

export const metadata: Metadata = { robots: { index: false } };

const records: { record: TagRecord; title: string }[] = [
  { record: "application", title: "Application" },
  { record: "permit", title: "Permit" },
  { record: "device", title: "Device" },
  { record: "task", title: "Task" },
  { record: "grant", title: "Grant" },
  { record: "partner", title: "Partner" },
  { record: "person", title: "Person" },
  { record: "incident", title: "Incident and concern" },
];

/** Every colour by its name, with its utility written out in full so that it is built. */
const colours: { title: string; grounds: string[] }[] = [
  { title: "Surfaces", grounds: ["bg-paper", "bg-ground", "bg-raised"] },
  { title: "Ink and lines", grounds: ["bg-ink", "bg-ink-soft", "bg-line", "bg-line-strong"] },
  {
    title: "Acting",
    grounds: [
      "bg-action", "bg-action-hover", "bg-action-visited", "bg-action-fill", "bg-action-fill-hover", "bg-on-fill", "bg-action-wash",
      "bg-danger-fill", "bg-danger-fill-hover",
    ],
  },
  {
    title: "Enamel, iron, lamp",
    grounds: ["bg-plate", "bg-on-plate", "bg-iron", "bg-on-iron", "bg-lamp", "bg-on-lamp", "bg-lamp-wash", "bg-focus-edge"],
  },
  {
    title: "Status",
    grounds: [
      "bg-granted", "bg-granted-wash", "bg-granted-fill", "bg-refused", "bg-refused-wash", "bg-refused-fill", "bg-waiting",
      "bg-waiting-wash", "bg-waiting-fill", "bg-restricted", "bg-restricted-wash", "bg-restricted-fill", "bg-suspended",
      "bg-suspended-wash", "bg-suspended-fill", "bg-revoked", "bg-revoked-wash", "bg-revoked-fill", "bg-ended", "bg-ended-wash",
      "bg-ended-fill",
    ],
  },
  { title: "Data-chain signs", grounds: ["bg-sign-face", "bg-sign-ink", "bg-sign-blue", "bg-sign-lamp"] },
  {
    title: "Map",
    grounds: [
      "bg-map-land", "bg-map-street", "bg-map-water", "bg-map-green", "bg-map-contour", "bg-map-label", "bg-map-marker",
      "bg-on-map-marker",
    ],
  },
];

/** Every part in every state, for those who build and judge the pages. */
export default function Components() {
  return (
    <Page
      title="Components"
     
      lead="Every part in every state. Forms are in components/form, what is shown in show, the frame in page, maps in map."
    >
      <div className="kit">
        <section aria-labelledby="plates">
          <h2 id="plates">Plates and references</h2>
          <div className="row">
            <Plate code="HQ 0412" size="big" />
            <Plate code="TC 0093" />
            <Plate code="BS 0031" to="#plates" />
            <Plate code="DU 1180" size="small" />
            <span>
              Reference <Ref>LP-7K3M-2Q9F</Ref>
            </span>
          </div>
        </section>

        <section aria-labelledby="buttons">
          <h2 id="buttons">Buttons</h2>
          <div className="row">
            <Button>Save and go on</Button>
            <button type="button" className="button is-focus">
              Focused
            </button>
            <Button kind="plain">Save and stop</Button>
            <Button kind="danger">Revoke the permit</Button>
            <ButtonLink kind="link" to="#buttons">
              Leave it as it is
            </ButtonLink>
            <button type="button" className="button button--plain button--small">
              Take it
            </button>
            <button type="button" className="button is-sending" aria-disabled="true">
              On its way
            </button>
          </div>
          <div className="mt-5">
            <Blocked why="you assessed this case, so another person must decide it. Priya Raman or Tomas Lindqvist can.">Approve</Blocked>
          </div>
        </section>

        <section aria-labelledby="fields">
          <h2 id="fields">Fields</h2>
          <p className="note soft text">Send the form empty to see every problem. Nothing that you type is kept.</p>
          <div className="mt-5">
            <Form act={tryForm} title="Components" initial={{ purpose: ["air"], network: "lorawan" }}>
              <div className="grid">
                <div>
                  <Field name="name" label="Name of the deployment" hint="Residents will read it. Say what and where." />
                  <div className="field">
                    <label className="label" htmlFor="focused">
                      With focus
                    </label>
                    <input id="focused" type="text" className="is-focus" defaultValue="Lantern Row" />
                  </div>
                  <TextArea name="about" label="Purpose" optional />
                </div>
                <div>
                  <Field name="plate" label="Plate number" hint="Two letters and four digits, for example HQ 0412." width="short" spellCheck={false} />
                  <Select
                    name="network"
                    label="Network"
                    options={[
                      { value: "", label: "Choose one" },
                      { value: "lorawan", label: "City LoRaWAN" },
                      { value: "fibre", label: "City fibre" },
                    ]}
                  />
                  <DateField name="visit" legend="Last visit" hint="For example 15 1 2027" />
                </div>
                <div>
                  <Choices
                    name="power"
                    legend="Where does it get power?"
                    kind="radio"
                    options={[
                      { value: "line", label: "From the light’s own line", hint: "Street Lighting must agree." },
                      { value: "battery", label: "Battery or solar panel" },
                    ]}
                  />
                </div>
                <div>
                  <Choices
                    name="purpose"
                    legend="What is it for?"
                    kind="checkbox"
                    options={[
                      { value: "air", label: "Air and weather" },
                      { value: "traffic", label: "Traffic and parking" },
                    ]}
                  />
                </div>
                <div>
                  <Choices
                    name="reach"
                    legend="How far does it reach?"
                    kind="radio"
                    value="here"
                    options={[
                      { value: "here", label: "This permit, on Chandlers Quay only", end: "14 devices" },
                      { value: "whole", label: "The whole permit", end: "22 devices" },
                    ]}
                  />
                </div>
                <div>
                  <Choices
                    name="also"
                    legend="Show also"
                    kind="checkbox"
                    small
                    value="removed"
                    options={[
                      { value: "removed", label: "Removed" },
                      { value: "expired", label: "Expired" },
                    ]}
                  />
                </div>
              </div>
              <Buttons>
                <Button>Check what I typed</Button>
                <Button kind="plain" name="then" value="stop">
                  Check and stop
                </Button>
              </Buttons>
            </Form>
          </div>
          <h3>One that was not accepted</h3>
          <div className="problem">
            <p className="notice-head">There is a problem</p>
            <ul>
              <li>
                <a href="#shown-wrong">Enter two letters and four digits, like HQ 0412.</a>
              </li>
            </ul>
          </div>
          <div className="field is-wrong">
            <label className="label" htmlFor="shown-wrong">
              Plate number
            </label>
            <p className="error" id="shown-wrong-problem">
              <span className="sr-only">Error: </span>Enter two letters and four digits, like HQ 0412.
            </p>
            <input id="shown-wrong" type="text" className="width-short" defaultValue="412" aria-invalid aria-describedby="shown-wrong-problem" />
          </div>
          <h3>A filter in a row</h3>
          <FilterForm action="/components">
            <Field name="q" label="Find a case" type="search" width="long" />
            <Select
              name="tier"
              label="Risk"
              options={[
                { value: "", label: "Any tier" },
                { value: "3", label: "3 and 4" },
              ]}
            />
            <button className="button button--plain button--small" type="submit">
              Filter
            </button>
          </FilterForm>
        </section>

        <section aria-labelledby="files">
          <h2 id="files">Upload and long import</h2>
          <div className="grid">
            <div>
              <Upload name="report" label="Security test report" hint="PDF, up to 25 MB" accept=".pdf" />
              <ul className="files">
                <li>
                  <span>
                    parts-list.cdx.json <span className="soft small">240 KB</span>
                  </span>
                  <Tag record="task" status="completed" words="Received" />
                </li>
                <li>
                  <span>photo.heic</span>
                  <Tag record="application" status="refused" words="Not a PDF, JPG or PNG" />
                </li>
              </ul>
            </div>
            <div className="stack">
              <p className="label">Importing 10,000 devices</p>
              <Progress done={7312} of={10000} words="7,312 of 10,000 rows looked at, 137 with errors, about 2 minutes left" />
              <p className="note soft">You can close this page. We write to ruben@ternandtide.example when it is done. Nothing is saved before you say so.</p>
              <Register
                caption="First errors"
                columns={[{ head: "Row" }, { head: "Column" }, { head: "What is wrong" }]}
                rows={[
                  { key: "41", cells: ["41", "plate", "There is no pole HQ 9912"] },
                  { key: "208", cells: ["208", "height", "Must be a number from 3 to 9"] },
                ]}
              />
            </div>
          </div>
        </section>

        <section aria-labelledby="tags">
          <h2 id="tags">Tags</h2>
          {records.map(({ record, title }) => (
            <div key={record}>
              <h3>{title}</h3>
              <div className="tags">
                {tagStatuses(record).map((status) => (
                  <Tag key={status} record={record} status={status} />
                ))}
              </div>
            </div>
          ))}
          <p className="note soft mt-4">Dashed edge: not yet in force. Solid: in force. Underlined: over. Filled: alarm.</p>
        </section>

        <section aria-labelledby="signs">
          <h2 id="signs">Data-chain signs</h2>
          <div className="row">
            {signNames.map((name) => (
              <Sign key={name} name={name} />
            ))}
          </div>
          <h3>One sign, three faces</h3>
          <div className="sign-key">
            <span>
              <Sign name="nobody" />
              Plain face, broken line: nobody is identified
            </span>
            <span>
              <Sign name="crowd" />
              Half face: made anonymous at once
            </span>
            <span>
              <Sign name="face" />
              Full face, heavy edge: can identify people
            </span>
          </div>
          <div className="row mt-5">
            <Identifies level="no" />
            <Identifies level="anonymous" />
            <Identifies level="yes" />
          </div>
        </section>

        <section aria-labelledby="summary">
          <h2 id="summary">Summary list, facts</h2>
          <div className="text">
            <Summary
              rows={[
                { term: "Purpose", value: "Measure fine dust on Weighhouse Lane", act: { to: "#summary", label: "Change", about: "purpose" } },
                {
                  term: "Poles",
                  value: (
                    <>
                      <Plate code="HQ 0430" size="small" /> <Plate code="HQ 0433" size="small" />
                    </>
                  ),
                  act: { to: "#summary", label: "Change", about: "poles" },
                },
              ]}
            />
          </div>
          <div className="mt-7">
            <Facts
              facts={[
                { term: "Risk", value: <RiskTier tier={2} /> },
                { term: "Clock", value: "1 business day left", note: "due Friday, paused 4 days" },
                { term: "Asks for", value: "6 devices, 6 poles", note: "1 network, until 30 June 2029" },
                { term: "Identifies people", value: "No" },
                { term: "Approvers needed", value: "1, not the assessor" },
                { term: "Held by", value: "You" },
              ]}
            />
          </div>
        </section>

        <section aria-labelledby="table">
          <h2 id="table">Table and pagination</h2>
          <Register
            caption="Devices of this permit"
            columns={[{ head: "Plate" }, { head: "Status" }, { head: "Heard from", numeric: true }]}
            rows={[
              { key: "1", cells: ["HQ 0409", <Tag key="tag" record="device" status="operational" />, "2 min ago"] },
              { key: "2", cells: ["HQ 0412", <Tag key="tag" record="device" status="operational" />, "6 min ago"], chosen: true },
              { key: "3", cells: ["HQ 0415", <Tag key="tag" record="device" status="silent" />, "26 h ago"] },
            ]}
          />
          <Pages newer="#table" older="#table" words="51 to 100 of 1,941" />
        </section>

        <section aria-labelledby="tasks">
          <h2 id="tasks">Tasks</h2>
          <div className="two">
            <Tasks
              groups={[
                {
                  title: "Data and security",
                  tasks: [
                    { to: "#tasks", label: "Purpose and benefit", status: "completed" },
                    { to: "#tasks", label: "Where they go", hint: "Pole HQ 0431 is already held by another application", status: "problem" },
                    { to: "#tasks", label: "What data, and about whom", status: "in_progress" },
                    { to: "#tasks", label: "Security proofs", hint: "Tier 2 so far: 11 questions, 3 files", status: "not_started" },
                    { label: "Check and send", hint: "When everything above is completed", status: "cannot_start" },
                  ],
                },
              ]}
            />
            <div className="aim">
              <p className="label">1 of 5 completed</p>
              <Pegs done={1} begun={2} of={5} words="1 completed, 2 begun, 2 not started" />
              <p>Most partners need about 50 minutes, in one go or several.</p>
            </div>
          </div>
        </section>

        <section aria-labelledby="timeline">
          <h2 id="timeline">Timeline</h2>
          <div className="text">
            <Timeline
              entries={[
                { key: "1", kind: "waiting", title: "Waits for a second officer", at: "Since today, 14:06", sealed: false },
                { key: "2", kind: "decision", title: "Permit granted", at: "Today, 14:05", sealed: false },
                { key: "3", kind: "partner", title: "Submission 2 sent by a partner", at: "12 November 2026", line: "Entry 47,981", sealed: true },
                { key: "4", kind: "machine", title: "Rules run by a machine", at: "30 October 2026", line: "Entry 47,219", sealed: true },
                {
                  key: "5",
                  kind: "officer",
                  title: "Case taken by an officer",
                  at: "29 October 2026",
                  line: "Entry 47,190",
                  body: <p>Ines Okafor, under her grant to decide permits in the Harbour Quarter.</p>,
                  sealed: true,
                },
              ]}
            />
          </div>
        </section>

        <section aria-labelledby="notices">
          <h2 id="notices">Notices</h2>
          <div className="stack">
            <Unsent />
            <Notice>The permit desk is closed on 24 and 25 December. Clocks stand still on both days.</Notice>
            <Notice kind="waiting" title="Odile has not accepted yet">
              We wrote to her on 18 November.
            </Notice>
            <Notice kind="granted">Saved today at 13:52.</Notice>
            <Notice kind="refused" title="Ada Renwick approved this 12 seconds ago">
              Your text is kept. Read what changed before you go on.
            </Notice>
            <Notice kind="alarm">
              <p>
                <b>Emergency stop, not ratified yet.</b> It lapses on Saturday 21 November, 14:02.
              </p>
            </Notice>
          </div>
        </section>

        <section aria-labelledby="done">
          <h2 id="done">Confirmation</h2>
          <Done title="Application sent" reference="LP-8C5N-1VJ2">
            <p>
              The city decides by <b>Monday 11 January 2027</b>. We write to ruben@ternandtide.example at each step.
            </p>
            <p>
              <a href="#done">See where it stands</a>
            </p>
          </Done>
        </section>

        <section aria-labelledby="answers">
          <h2 id="answers">Why, and what it would do</h2>
          <div className="grid">
            <div>
              <Why
                reasons={[
                  { ok: true, words: "She holds the right to decide permits." },
                  { ok: true, words: "The case is tier 3; she may up to 3." },
                  { ok: false, words: <b>She declared an interest in the Harbour Traders’ Association.</b> },
                ]}
              >
                <p>
                  <b>Who may:</b> Tomas Lindqvist, Priya Raman.
                </p>
              </Why>
            </div>
            <div>
              <Impact
                title="What this would do"
                lead="Computed at 13:59 from the register."
                counts={[
                  { count: 14, words: "cameras lose their right to the poles" },
                  { count: 210, words: "parking bays without guidance" },
                  { count: 0, words: "other devices share their power" },
                ]}
              >
                <Button kind="danger">Stop 14 cameras now</Button>
              </Impact>
            </div>
            <div>
              <PoleDrawing
                plate="HQ 0412"
                boxes={[
                  { name: "Mobile antenna", owner: "Northquay Telecom", here: false },
                  { name: "Air quality sensor", owner: "Tern & Tide Sensing", here: true },
                ]}
              />
            </div>
            <div className="stack">
              {([1, 2, 3, 4] as const).map((tier) => (
                <p key={tier}>
                  <RiskTier tier={tier} />
                </p>
              ))}
            </div>
          </div>
        </section>

        <section aria-labelledby="empty">
          <h2 id="empty">Empty, disclosure, breadcrumbs, keyboard, skip link</h2>
          <div className="stack-lg">
            <Empty title="No device matches “Lantem Row”">
              <p>
                Did you mean <a href="#empty">Lantern Row</a>? There are 111 devices near it.
              </p>
            </Empty>
            <Empty title="Nothing needs you now" lamp>
              <p>12 cases have nobody yet. The one due soonest is flood gauges on the River Alder, 11 days left.</p>
              <ButtonLink kind="plain" to="#empty">
                See unassigned cases
              </ButtonLink>
            </Empty>
            <Disclosure summary="Why tier 2?">
              It identifies nobody (1), talks to one address (1), and shares its pole with a mobile antenna (2). The highest counts.
            </Disclosure>
            <nav className="crumbs" aria-label="Breadcrumb">
              <ol>
                <li>
                  <a href="#empty">Register</a>
                </li>
                <li>
                  <a href="#empty">Lantern Row</a>
                </li>
                <li>
                  <span aria-current="page">HQ 0412</span>
                </li>
              </ol>
            </nav>
            <p className="keys">
              <span>
                <kbd>j</kbd> next
              </span>
              <span>
                <kbd>Enter</kbd> open
              </span>
            </p>
            <p>
              <a className="is-focus" href="#empty">
                A link that has focus
              </a>
            </p>
            <p className="relative min-h-14">
              <span className="skip is-shown">Skip to main content</span>
            </p>
          </div>
        </section>

        <section aria-labelledby="colours">
          <h2 id="colours">Colours</h2>
          {colours.map(({ title, grounds }) => (
            <div key={title}>
              <h3>{title}</h3>
              <ul className="swatches">
                {grounds.map((ground) => (
                  <li key={ground}>
                    <span className={ground} />
                    <code>{ground.slice("bg-".length)}</code>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </section>
      </div>
    </Page>
  );
}
