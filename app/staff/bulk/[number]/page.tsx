import { notFound } from "next/navigation";
import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Form } from "@/components/form/form";
import { Page } from "@/components/page/page";
import { Pages } from "@/components/page/pages";
import { Refresh } from "@/components/page/refresh";
import { Section } from "@/components/page/section";
import { Impact } from "@/components/show/impact";
import { Notice } from "@/components/show/notice";
import { Progress } from "@/components/show/progress";
import { Ref } from "@/components/show/ref";
import { Register } from "@/components/show/register";
import { colleaguesToChoose, runFile } from "@/lib/bulk/queries";
import { deedWords, outcomeWords, runWords } from "@/lib/bulk/words";
import { wordInstant } from "@/lib/core/calendar";
import { formKey } from "@/lib/forms/form-key";
import { signedIn } from "@/lib/session/current";
import { drawUp, goOn, start, stop } from "../actions";
import { RunFields } from "./fields";

const number = (n: number) => n.toLocaleString("en-GB");

export default async function Run({ params, searchParams }: PageProps<"/staff/bulk/[number]">) {
  const { number: given } = await params;
  const here = `/staff/bulk/${given}`;
  const who = await signedIn(here);
  const { after } = await searchParams;
  const run = (await runFile(who, given, { after: typeof after === "string" ? after : undefined })) ?? notFound();
  const colleagues = run.deed === "case_assign" ? await colleaguesToChoose(who) : [];
  const things = (n: number) => `${number(n)} ${run.kind === "Permit" ? (n === 1 ? "permit" : "permits") : n === 1 ? "case" : "cases"}`;
  const title = deedWords[run.deed];
  const ids = { ...formKey(run), runId: run.id, deed: run.deed };
  const isUnderWay = run.status === "queued" || run.status === "running";
  const where = run.kind === "Permit" ? "/staff/permits" : "/staff/cases";
  return (
    <Page
      title={title}
      width="wide"
      caption={`Selection ${run.number} · ${runWords[run.status]} · drawn up ${wordInstant(run.drawnUpAt)}`}
      crumbs={[{ to: "/staff/bulk", label: "Selections" }, { label: `Selection ${run.number}` }]}
      {...(run.status === "drawn_up"
        ? {
            aside: (
              <Impact
                title="What this would do"
                lead="Computed now. Each is decided only if it is still as it was when you drew this up."
                counts={[
                  { count: run.total, words: `${run.kind === "Permit" ? (run.total === 1 ? "permit" : "permits") : run.total === 1 ? "case" : "cases"} selected, of ${run.partners === 1 ? "1 partner" : `${number(run.partners)} partners`}` },
                  { count: run.allowed, words: "of them within your grants for this" },
                  ...(run.devices === null ? [] : [{ count: run.devices, words: run.devices === 1 ? "device under them" : "devices under them" }]),
                ]}
              />
            ),
          }
        : {})}
    >
      {run.status === "drawn_up" && (
        <Form act={start} title={title} hidden={ids} of="run">
          <RunFields deed={run.deed} colleagues={colleagues} />
          <Buttons>
            <Button kind={run.deed === "permit_revoke" ? "danger" : "primary"}>
              {title}: {things(run.total)}
            </Button>
            <a href={run.kind === "Permit" ? "/staff/permits" : "/staff"}>Leave them as they are</a>
          </Buttons>
        </Form>
      )}
      {isUnderWay && (
        <>
          <Refresh seconds={2} />
          <Progress done={run.decided + run.refused} of={run.total} words={`${number(run.decided)} of ${number(run.total)} done, ${number(run.refused)} not. You can leave this page; it goes on.`} />
          <Form act={stop} title={title} hidden={ids} of="stop">
            <Button kind="plain">Stop it here</Button>
          </Form>
        </>
      )}
      {run.status === "stopped" && (
        <>
          <Notice kind="waiting" title={`Stopped: ${number(run.decided)} of ${number(run.total)} are done, ${number(run.left)} are left.`}>
            <p>What is done stays so.</p>
          </Notice>
          <Form act={goOn} title={title} hidden={ids} of="go-on">
            <Button kind="plain">Go on with the rest</Button>
          </Form>
        </>
      )}
      {run.status === "finished" && (
        <Notice kind={run.refused > 0 ? "waiting" : "granted"} title={`${things(run.decided)} done${run.refused > 0 ? `, ${number(run.refused)} not` : ""}.`}>
          <p>{run.refused > 0 ? "Beside each that was not done stands why." : "Every one of them was done."}</p>
        </Notice>
      )}
      {run.status === "finished" && run.refused > 0 && (
        <Form act={drawUp} title={title} hidden={{ ...formKey(), deed: run.deed, runId: run.id, from: "refused" }} of="again">
          <Button kind="plain">Draw up those that were not done anew</Button>
        </Form>
      )}
      <Section title="Each of them" {...(run.status === "drawn_up" ? {} : { act: { to: `${here}/results.csv`, label: "Download the results (CSV)" } })}>
        <Register
          caption="Records of this selection"
          hideCaption
          columns={[{ head: run.kind === "Permit" ? "Permit" : "Case" }, { head: "Partner" }, { head: "Result" }, { head: "Why not" }]}
          rows={run.items.map((item) => ({
            key: String(item.position),
            cells: [
              <span key="r">
                <a href={`${where}/${item.reference}`}>{(item.application ?? item.permit)?.title ?? item.reference}</a>
                <small>
                  <Ref>{item.reference}</Ref>
                </small>
              </span>,
              (item.application ?? item.permit)?.partner.name ?? "–",
              outcomeWords[item.outcome],
              item.words ?? "",
            ],
          }))}
        />
        <Pages {...(typeof after === "string" ? { newer: here } : {})} {...(run.more ? { older: `${here}?after=${run.more}` } : {})} words={`${number(run.items.length)} of ${number(run.total)}`} />
      </Section>
    </Page>
  );
}
