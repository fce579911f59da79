import { Page } from "@/components/page/page";
import { languageNow } from "@/app/languages/language";

/** What stands in the place of a page that was not read before, where there is no network: the browser keeps it, and puts into it what was read. */
export default async function Offline() {
  const { words } = await languageNow();
  return (
    <Page title={words.offline.title} width="text" lead={<p>{words.offline.lead}</p>}>
      <meta name="robots" content="noindex" />
      <h2>{words.offline.seen}</h2>
      <ul data-seen="">
        <li>{words.offline.none}</li>
      </ul>
    </Page>
  );
}
