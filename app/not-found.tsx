import { Page } from "@/components/page/page";
import { languageNow } from "@/app/languages/language";
import { Shell } from "@/app/shell";

export default async function NotFound() {
  const { words, to } = await languageNow();
  const { notFound: said } = words;
  return (
    <Shell kind="public">
      <Page title={said.title} lead={<p>{said.lead}</p>}>
        <p>
          {said.begin(
            (link) => <a href={to("/")}>{link}</a>,
            (link) => <a href={to("/devices")}>{link}</a>,
          )}
        </p>
      </Page>
    </Shell>
  );
}
