import { notFound } from "next/navigation";
import { Blocked } from "@/components/form/blocked";
import { Button } from "@/components/form/button";
import { Choices } from "@/components/form/choices";
import { DateField } from "@/components/form/date-field";
import { Field } from "@/components/form/field";
import { Form } from "@/components/form/form";
import { TextArea } from "@/components/form/text-area";
import { fitted, viewAround } from "@/components/map/projection";
import { StreetMap } from "@/components/map/street-map";
import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { Plate } from "@/components/show/plate";
import { Summary } from "@/components/show/summary";
import { Tag } from "@/components/show/tag";
import { HistoryOf } from "@/app/history-of";
import { askAddress } from "@/app/staff/access/ask-address";
import { baseOf } from "@/lib/assets/queries";
import { inspectionDueOn, isOpen } from "@/lib/concerns/lifecycle";
import { concernFile } from "@/lib/concerns/queries";
import { kindWords, outcomeWords, settledWords } from "@/lib/concerns/words";
import { dayOf, isoDay, wordDay, wordInstant } from "@/lib/core/calendar";
import { formKey } from "@/lib/forms/form-key";
import { timelineOf } from "@/lib/ledger/queries";
import { signedIn } from "@/lib/session/current";
import { answer, inspect, merge, record, relate, settle, take } from "../actions";

/** One concern: what was reported, where, what was found there, and what an officer can do about it. */
export default async function Concern({ params }: PageProps<"/staff/concerns/[number]">) {
  const { number } = await params;
  const here = `/staff/concerns/${number}`;
  const who = await signedIn(here);
  const concern = (await concernFile(who, number)) ?? notFound();
  const entries = await timelineOf(who, [{ type: "Concern", id: concern.id }]);
  const { spot, device, asset } = concern;
  const view = spot && fitted(viewAround([spot], 0), 400, 300);
  const today = dayOf(new Date());
  const open = isOpen(concern.status);
  const inspection = concern.inspections.find(({ outcome }) => outcome === null);
  const missing = concern.inspections.filter(({ outcome, settled }) => outcome === "missing" && settled === null);
  const hidden = { ...formKey(concern), concernId: concern.id };
  const title = `Concern ${concern.number}`;
  const theirs = concern.language === "en" ? {} : { lang: concern.language };
  return (
    <Page
      title={title}
      width="wide"
      caption={kindWords[concern.kind]}
      tag={<Tag record="concern" status={open && concern.dueOn < today ? "overdue" : concern.status} />}
      crumbs={[{ to: "/staff/concerns", label: "Concerns" }, { label: title }]}
      aside={
        <>
          {view && spot && (
            <section>
              <h2>Where</h2>
              <StreetMap title={`Map: ${asset?.place ?? concern.place ?? "the place that was reported"}`} view={view} width={400} height={300} base={await baseOf(view)} points={[{ key: concern.id, lon: spot.lon, lat: spot.lat, label: asset?.code ?? "Reported here", state: "here" }]} />
            </section>
          )}
          {concern.alike.length > 0 && (
            <section>
              <h2>Perhaps the same</h2>
              <ul className="plain stack">
                {concern.alike.map((each) => (
                  <li key={each.id}>
                    <a href={`/staff/concerns/${each.number}`}>
                      {each.number}: {kindWords[each.kind]}
                    </a>{" "}
                    <Tag record="concern" status={each.status} />
                    <p className="note soft">{wordInstant(each.receivedAt)}</p>
                  </li>
                ))}
              </ul>
            </section>
          )}
        </>
      }
    >
      <Section title="What was reported">
        <Summary
          rows={[
            {
              term: "About",
              value: device ? (
                <>
                  {asset && <Plate code={asset.code} size="small" />} <a href={`/devices/${device.code}`}>{device.name}</a>
                  {concern.partner && `, ${concern.partner.name}`}
                </>
              ) : asset ? (
                <>
                  <Plate code={asset.code} size="small" /> <a href={`/assets/${encodeURIComponent(asset.code)}`}>{asset.place || asset.code}</a>
                </>
              ) : (
                "No device or asset that is known"
              ),
            },
            ...(concern.place ? [{ term: "Place, in their words", value: <span {...theirs}>{concern.place}</span> }] : []),
            { term: "In their words", value: concern.words ? <span {...theirs}>{concern.words}</span> : "Forgotten, since the time is over" },
            { term: "Received", value: `${wordInstant(concern.receivedAt)}; ${concern.email ? "they get the answer by mail" : "they left no address, and look at their own page"}` },
            { term: "Answer promised by", value: wordDay(concern.dueOn) },
            ...(concern.takenAt ? [{ term: "Looked into by", value: `${concern.takenBy}, since ${wordInstant(concern.takenAt)}` }] : []),
            ...(concern.reopenedAt ? [{ term: "Reopened", value: <>{wordInstant(concern.reopenedAt)}: <span {...theirs}>{concern.reopenedWords ?? "forgotten"}</span></> }] : []),
            ...(concern.duplicateOf ? [{ term: "Same as", value: <a href={`/staff/concerns/${concern.duplicateOf.number}`}>Concern {concern.duplicateOf.number}</a> }] : []),
            ...(concern.duplicates.length > 0 ? [{ term: "Also reported as", value: concern.duplicates.map((each, index) => <span key={each.number}>{index > 0 && ", "}<a href={`/staff/concerns/${each.number}`}>concern {each.number}</a></span>) }] : []),
            ...(concern.answer && concern.answeredAt ? [{ term: "Answered", value: <>{concern.answeredBy}, {wordInstant(concern.answeredAt)}: {concern.answer}</> }] : []),
          ]}
        />
        {concern.photos.length > 0 && (
          <ul className="pictures">
            {concern.photos.map((photo, index) => (
              <li key={photo.number}>
                <a href={`${here}/pictures/${photo.number}`}>
                  <img src={`${here}/pictures/${photo.number}`} alt={`What the reporter saw, ${index + 1} of ${concern.photos.length}`} loading="lazy" />
                </a>
              </li>
            ))}
          </ul>
        )}
      </Section>
      {concern.inspections.length > 0 && (
        <Section title="Inspections">
          {concern.inspections.map((each) => (
            <Summary
              key={each.id}
              rows={[
                { term: `Inspection ${each.number}`, value: `${each.orderedBy ? `Ordered by ${each.orderedBy}` : "Made by itself, since something is said not to be in the register"}, ${wordInstant(each.orderedAt)}; by ${wordDay(each.dueOn)}` },
                ...(each.what ? [{ term: "What to look at", value: each.what }] : []),
                ...(each.outcome && each.recordedAt ? [{ term: "Found", value: <><b>{outcomeWords[each.outcome]}.</b> {each.found} ({each.recordedBy}, {wordInstant(each.recordedAt)})</> }] : []),
                ...(each.settled && each.settledAt ? [{ term: "Put right", value: <><b>{settledWords[each.settled]}.</b> {each.settledWords} ({each.settledBy}, {wordInstant(each.settledAt)})</> }] : []),
              ]}
            />
          ))}
        </Section>
      )}
      {concern.may.may ? (
        <>
          {(concern.status === "received" || concern.status === "reopened") && (
            <Form act={take} title={title} of="take" hidden={hidden}>
              <Button>I look into it</Button>
            </Form>
          )}
          {inspection && (
            <Section title={`Write down what inspection ${inspection.number} found`}>
              <Form act={record} title={title} of="record" hidden={{ ...formKey(inspection), inspectionId: inspection.id }}>
                <Choices
                  name="outcome"
                  kind="radio"
                  legend="What hangs there?"
                  options={[
                    { value: "on_register", label: "Something that is in the register", hint: "The reporter could not find it." },
                    { value: "missing", label: "Something that is missing in the register", hint: "It counts as missing until it is registered or taken down." },
                    { value: "nothing_there", label: "Nothing" },
                    { value: "not_ours", label: "Something that needs no permit", hint: "A part of the pole itself, or on private ground." },
                  ]}
                />
                <TextArea name="found" label="What did you find?" hint="What it is, whose, and how you know." rows={4} />
                <Button>Write it down</Button>
              </Form>
            </Section>
          )}
          {missing.map((each) => (
            <Section key={each.id} title={`Inspection ${each.number} found something missing: is it put right?`}>
              <Form act={settle} title={title} of={`settle-${each.number}`} hidden={{ ...formKey(each), inspectionId: each.id }}>
                <Choices name="settled" kind="radio" legend="How?" options={[{ value: "registered", label: "It is in the register now" }, { value: "removed", label: "It was taken down" }]} />
                <TextArea name="words" label="What shows it?" hint="The permit or the sign number, or who took it down and when." rows={3} />
                <Button kind="plain">It is put right</Button>
              </Form>
            </Section>
          ))}
          {open && (
            <Section title="Answer">
              <Form act={answer} title={title} of="answer" hidden={hidden} fold="Answer it">
                <Choices name="outcome" kind="radio" legend="What came of it?" options={[{ value: "resolved", label: "It is put right" }, { value: "no_action", label: "There is nothing to do", hint: "It is as it should be, or not for the city to change. Say why." }]} />
                <TextArea name="words" label="Your answer" hint="The reporter reads this, without your name. You cannot change it later." rows={6} />
                <Button>Send the answer</Button>
              </Form>
              {!inspection && (
                <Form act={inspect} title={title} of="inspect" hidden={hidden} fold="Have somebody go there and look">
                  <TextArea name="what" label="What to look at" optional rows={3} />
                  <DateField name="dueOn" legend="By when?" value={isoDay(inspectionDueOn(today))} />
                  <Button kind="plain">Order the inspection</Button>
                </Form>
              )}
              <Form act={relate} title={title} of="relate" hidden={hidden} fold="It is about another device or asset">
                <Field name="about" label="Code of the device, or number on the plate" hint="It then belongs to those who answer for that one." width="medium" spellCheck={false} autoComplete="off" />
                <Button kind="plain">Change what it is about</Button>
              </Form>
              <Form act={merge} title={title} of="merge" hidden={hidden} fold="It is the same as another concern">
                <Field name="into" type="number" label="Number of the other concern" hint="This one is closed, and its reporter gets the answer to the other." width="short" autoComplete="off" />
                <Button kind="plain">Merge it</Button>
              </Form>
            </Section>
          )}
        </>
      ) : (
        <Blocked why={concern.may.why} ask={askAddress(concern.may, here)}>
          Answer it
        </Blocked>
      )}
      <Section title="History">
        <HistoryOf entries={entries} />
      </Section>
    </Page>
  );
}
