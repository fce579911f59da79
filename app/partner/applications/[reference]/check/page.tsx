import { redirect } from "next/navigation";
import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Choices } from "@/components/form/choices";
import { Form } from "@/components/form/form";
import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { Unsent } from "@/components/page/unsent";
import { Notice } from "@/components/show/notice";
import { QuestionsList } from "@/app/questions-list";
import { SubmissionFacts } from "@/app/submission-facts";
import { assetsToChoose, networksToChoose } from "@/lib/assets/queries";
import { ownDuties } from "@/lib/applications/queries";
import { misplacedIn } from "@/lib/applications/siting";
import { preflight } from "@/lib/applications/preflight";
import { presented } from "@/lib/applications/presented";
import { firstIncomplete, isPartOpen } from "@/lib/applications/rules";
import type { Content } from "@/lib/applications/schema";
import { filesOn } from "@/lib/files/queries";
import { dayOf } from "@/lib/core/calendar";
import { signaturesOf } from "@/lib/partners/queries";
import { termsAt } from "@/lib/partners/terms";
import { formKey } from "@/lib/forms/form-key";
import { send } from "../actions";
import { load } from "../load";

export default async function Check({ params }: PageProps<"/partner/applications/[reference]/check">) {
  const { who, application, here, isWritable } = await load(params);
  const { draft } = application;
  if (!isWritable || firstIncomplete(draft)) redirect(here);
  const assetIds = draft.sites?.assetIds as string[];
  const [{ duties }, { chosen }, networks, files] = await Promise.all([ownDuties(who, application), assetsToChoose(who, { always: assetIds }), networksToChoose(), filesOn(who, { applicationId: application.id })]);
  const isSigned = (await signaturesOf(who, [application.partnerId])).some(({ termsVersion }) => termsVersion === termsAt(new Date()).version);
  const networkIds = (draft.networks?.networkIds as string[] | undefined) ?? [];
  const whole = {
    ...draft,
    sites: { assetIds, assets: assetIds.flatMap((id) => chosen.find((asset) => asset.id === id) ?? []).map((asset) => ({ ...asset, agency: asset.agency.name, zone: asset.zone?.name ?? "" })) },
    ...(files.length > 0 ? { files: files.map(({ number, section, name, kind, bytes }) => ({ number, section, name, kind, bytes, hash: "" })) } : {}),
    ...(duties.length > 0 ? { duties: duties.map(({ duty, seat, name, acceptedAt }) => ({ duty, seat, name, isAccepted: acceptedAt !== null })) } : {}),
    networks: { networkIds, names: networks.filter(({ id }) => networkIds.includes(id)).map(({ name }) => name), talksTo: draft.networks?.talksTo },
  } as unknown as Content;
  const { content } = presented(whole, application.seen);
  // Of a first application what is misplaced keeps it from being sent; of the others only what is new there does, which sending tells.
  const isFirst = application.kind === "first" && !application.submittedAt;
  const [misplaced, ...more] = isFirst ? misplacedIn(content) : [];
  const { questions: all } = preflight(content, dayOf(new Date()));
  // What cannot be answered here is not asked.
  const questions = all.filter(({ section }) => (section !== "sites" || !misplaced) && (section !== "devices" || isPartOpen(application, "devices")));
  return (
    <Page title="Check and send" crumbs={[{ to: "/partner", label: "Applications" }, { to: here, label: application.title }, { label: "Check and send" }]} lead={<p>This is what the officer will decide on. After sending it you cannot change it, unless you are asked to.</p>}>
      <Unsent />
      {application.partner.status !== "verified" && (
        <Notice kind="waiting" title="You cannot send it yet.">
          The city is still checking {application.partner.name}. Everything is kept; we write to you.
        </Notice>
      )}
      {misplaced && (
        <Notice kind="waiting" title="You cannot send it yet: a device may not go where it is to go.">
          Device {misplaced.index + 1} on {misplaced.code}: {misplaced.why}.{more.length > 0 ? ` And ${more.length === 1 ? "1 other" : `${more.length} others`}.` : ""} <a href={`${here}/sites`}>Choose another place for it</a>.
        </Notice>
      )}
      {!isSigned && (
        <Notice kind="waiting" title="The city’s terms are not signed yet.">
          Somebody who may sign for {application.partner.name} <a href="/partner/terms">reads and signs them</a> once; then you can send this.
        </Notice>
      )}
      <Section title="What an officer will ask about">
        {questions.length === 0 ? (
          <p>We looked for what officers usually ask about, and found nothing of it.</p>
        ) : (
          <>
            <p className="text">You can send it as it is. But an officer sees this list too, and while you answer their questions your case waits.</p>
            <QuestionsList questions={questions} change={(section) => (isPartOpen(application, section) ? `${here}/${section}` : undefined)} />
          </>
        )}
      </Section>
      <SubmissionFacts content={content} change={here} />
      <div className="text">
        <Section title="Send it">
          <Form act={send} title={`Check and send, ${application.title}`} hidden={{ ...formKey(application), applicationId: application.id }}>
            <Choices name="isTrue" kind="checkbox" legend="Your word for it" options={[{ value: "yes", label: "What I send is true, as far as I know" }]} />
            <Buttons>
              <Button>Send to the city</Button>
              <a href={here}>Not yet</a>
            </Buttons>
          </Form>
        </Section>
      </div>
    </Page>
  );
}
