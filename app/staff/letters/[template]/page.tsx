import { notFound } from "next/navigation";
import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Field } from "@/components/form/field";
import { Fold } from "@/components/form/fold";
import { Form } from "@/components/form/form";
import { TextArea } from "@/components/form/text-area";
import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { Letter } from "@/components/show/letter";
import { Notice } from "@/components/show/notice";
import { Register } from "@/components/show/register";
import { wordInstant } from "@/lib/core/calendar";
import { formKey } from "@/lib/forms/form-key";
import { letterFile } from "@/lib/letters/queries";
import { holds } from "@/lib/people/queries";
import { signedIn } from "@/lib/session/current";
import { putInUse, restore, word } from "../actions";

export default async function LetterPage({ params, searchParams }: PageProps<"/staff/letters/[template]">) {
  const { template } = await params;
  const who = await signedIn(`/staff/letters/${template}`);
  const letter = holds(who, "examine", "NoticeWording") ? await letterFile(who, template) : null;
  if (!letter) notFound();
  const { now, written, when, fills, must } = letter;
  const { used } = await searchParams;
  const from = written ?? now;
  return (
    <Page title={when} width="wide" crumbs={[{ to: "/staff/letters", label: "Letters" }, { label: when }]} caption={now.version ? `In the city’s own words, version ${now.version}` : "In the standard words"}>
      {used === "yes" && <Notice kind="granted" title="In use.">The next letter of this kind goes out in these words.</Notice>}
      {used === "standard" && <Notice kind="granted" title="Back in the standard words.">The next letter of this kind goes out in them.</Notice>}
      <div className="halves">
        <Section title="How it reads now">
          <Letter {...now.sample} />
          {now.version && (
            <Form act={restore} title={when} hidden={{ ...formKey(), template, version: String(now.version) }} of="restore">
              <Fold summary="Go back to the standard words" fields={["reason"]}>
                <TextArea name="reason" label="Why?" rows={2} />
                <Buttons>
                  <Button kind="plain">Use the standard words</Button>
                </Buttons>
              </Fold>
            </Form>
          )}
        </Section>
        {written && (
          <Section title="How it would read" id="written">
            <Letter {...written.sample} />
            {written.bare && (
              <>
                <p className="note">And where there is less to put in:</p>
                <Letter {...written.bare} />
              </>
            )}
            <p className="note">
              Version {written.version}, written by {written.savedBy}, {wordInstant(written.savedAt)}. Nothing has gone out in these words yet.
            </p>
            <Form act={putInUse} title={when} hidden={{ ...formKey(), template, version: String(written.version) }} of="use">
              <Buttons>
                <Button>Use these words</Button>
              </Buttons>
            </Form>
          </Section>
        )}
      </div>
      <div className="text">
        <Section title="Change the words">
          <p>
            What stands in braces is put in by itself: {new Intl.ListFormat("en-GB").format(fills.map((name) => `{${name}}`))}. A paragraph for which there is nothing to put in is left out. It has to say {new Intl.ListFormat("en-GB").format(must.map((name) => `{${name}}`))}.
          </p>
          <Form act={word} title={when} hidden={{ ...formKey(), template, version: String(letter.lastVersion) }} initial={{ subject: from.subject, text: from.text }}>
            <Field name="subject" label="Subject" />
            <TextArea name="text" label="Letter" rows={16} />
            <Buttons>
              <Button kind={written ? "plain" : "primary"}>Save, and see how it reads</Button>
              <a href="/staff/letters">Back to the letters</a>
            </Buttons>
          </Form>
        </Section>
      </div>
      {letter.versions.length > 0 && (
        <Section title="Versions">
          <Register
            caption="Versions of this letter"
            hideCaption
            columns={[{ head: "Version", numeric: true }, { head: "Written" }, { head: "In use from" }, { head: "Until" }]}
            rows={letter.versions.map(({ version, savedAt, savedBy, usedAt, usedBy, endedAt, endedBy }) => ({
              key: String(version),
              cells: [version, `${wordInstant(savedAt)}, ${savedBy}`, usedAt ? `${wordInstant(usedAt)}, ${usedBy}` : "–", endedAt ? `${wordInstant(endedAt)}, ${endedBy}` : usedAt ? "Still" : "–"],
            }))}
          />
        </Section>
      )}
    </Page>
  );
}
