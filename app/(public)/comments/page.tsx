import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { Empty } from "@/components/show/empty";
import { Register } from "@/components/show/register";
import { languageNow } from "@/app/languages/language";
import { commentPeriods, type PublicComments } from "@/lib/registry/comments";

/** What residents may say something about before it is decided, and what came of it. */
export default async function Comments() {
  const [{ words, to, written }, periods] = await Promise.all([languageNow(), commentPeriods()]);
  const { comments: said, formats } = words;
  const [open, over] = [periods.filter(({ isOpen }) => isOpen).toReversed(), periods.filter(({ isOpen }) => !isOpen)];
  const rows = (of: PublicComments[]) =>
    of.map((period) => ({
      key: String(period.number),
      cells: [
        <a key="a" {...written} href={to(`/comments/${period.reference}`)}>
          {period.title}
        </a>,
        period.partner,
        period.zone ?? said.wholeCity,
        formats.day(period.until),
      ],
    }));
  const columns = [{ head: said.what }, { head: said.whose }, { head: said.where }, { head: said.until }];
  return (
    <Page title={said.title} width="text" lead={<p>{said.lead}</p>}>
      <Section title={said.open}>{open.length === 0 ? <Empty title={said.nothing}>{said.nothingMore((link) => <a href={to("/follow/new")}>{link}</a>)}</Empty> : <Register caption={said.open} hideCaption columns={columns} rows={rows(open)} />}</Section>
      {over.length > 0 && (
        <Section title={said.over}>
          <Register caption={said.over} hideCaption columns={columns} rows={rows(over)} />
        </Section>
      )}
    </Page>
  );
}
