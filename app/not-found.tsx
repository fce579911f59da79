import { Page } from "@/components/page/page";
import { Shell } from "@/app/shell";

export default function NotFound() {
  return (
    <Shell kind="public">
      <Page title="We cannot find this page" lead={<p>The address may be mistyped, or what was here may not be yours to see.</p>}>
        <p>
          <a href="/">Begin at the front door</a>, or <a href="/devices">search the register</a>.
        </p>
      </Page>
    </Shell>
  );
}
