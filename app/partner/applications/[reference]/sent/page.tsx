import { redirect } from "next/navigation";
import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { Done } from "@/components/show/done";
import { wordDay } from "@/lib/core/calendar";
import { load } from "../load";

/** Shown only once it is recorded; reloading shows the same and sends nothing. */
export default async function SentPage({ params }: PageProps<"/partner/applications/[reference]/sent">) {
  const { who, application, here } = await load(params);
  if (!application.submission || application.status === "draft" || application.status === "changes_requested") redirect(here);
  return (
    <Page title="Sent to the city" width="text" crumbs={[{ to: "/partner", label: "Applications" }, { to: here, label: application.title }, { label: "Sent" }]}>
      <Done title="Application sent" reference={application.reference}>
        <p>
          {application.dueOn && <>The city decides by <b>{wordDay(application.dueOn)}</b>. </>}
          We write to {who.person.email} and your colleagues at each step.
        </p>
      </Done>
      <Section title="What happens next">
        <ol>
          <li>An officer reads it. If something is missing, they ask you, and the clock stops meanwhile.</li>
          <li>The officer decides, under their own name and with a reason.</li>
          <li>If it is approved you get a permit, and your devices appear in the public register.</li>
        </ol>
        <p>
          <a href={here}>See where it stands</a>
        </p>
      </Section>
    </Page>
  );
}
