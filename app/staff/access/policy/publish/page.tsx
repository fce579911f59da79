import { notFound } from "next/navigation";
import { Page } from "@/components/page/page";
import { policyOf } from "@/lib/access/policy";
import { holds, policyVersions } from "@/lib/people/queries";
import { signedIn } from "@/lib/session/current";
import { PolicyForm } from "./policy-form";

export default async function PublishPolicy() {
  const who = await signedIn("/staff/access/policy/publish");
  if (!holds(who, "publish", "AccessPolicy")) notFound();
  const [current] = await policyVersions(who);
  return (
    <Page title="Write a new version" width="text" crumbs={[{ to: "/staff/access", label: "Access" }, { to: "/staff/access/policy", label: "Rules" }, { label: "New version" }]} lead={<p>It is in force from everyone’s next click. The version before stays, so that every past day can be answered for.</p>}>
      <PolicyForm policy={policyOf(current?.content)} number={current?.number ?? 0} />
    </Page>
  );
}
