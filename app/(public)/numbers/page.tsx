import type { ReactNode } from "react";
import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { Bars } from "@/components/show/bars";
import { Register } from "@/components/show/register";
import { Withheld } from "@/app/(public)/withheld";
import { languageNow } from "@/app/languages/language";
import { completeness, concernFigures } from "@/lib/registry/concerns";
import { numbers } from "@/lib/registry/numbers";

/** The register in figures: each as bars, with the table that says the same beside it. */
export default async function Numbers() {
  const [{ words, to }, { purposes, identifies, zones, partners, months }, concerns] = await Promise.all([languageNow(), numbers(), concernFigures()]);
  const { numbers: said, concern, formats } = words;
  const counted = (title: string, head: string, rows: { key: string; name: ReactNode; label: string; count: number }[]) => (
    <Section title={title}>
      <Bars rows={rows.map(({ label, count }) => ({ label: label.length > 26 ? `${label.slice(0, 25)}…` : label, count }))} labels={190} number={formats.number} />
      <Register caption={title} hideCaption columns={[{ head }, { head: said.devices, numeric: true }]} rows={rows.map(({ key, name, count }) => ({ key, cells: [name, formats.number(count)] }))} />
    </Section>
  );
  return (
    <Page title={said.title} width="text" lead={<p>{said.lead}</p>}>
      {counted(said.byPurpose, said.purpose, purposes.map(({ purpose, count }) => ({ key: purpose, label: words.purposes[purpose], name: <a href={to(`/devices?purpose=${purpose}`)}>{words.purposes[purpose]}</a>, count })))}
      {counted(said.byIdentity, said.identity, identifies.map(({ level, count }) => ({ key: level, label: words.identifies[level], name: <a href={to(`/devices?identifies=${level}`)}>{words.identifies[level]}</a>, count })))}
      {counted(said.byZone, said.zone, zones.map(({ name, count }) => ({ key: name, label: name, name, count })))}
      <Withheld />
      {counted(said.byPartner, said.partner, partners.map(({ name, count }) => ({ key: name, label: name, name, count })))}
      <Section title={said.byMonth}>
        <Bars rows={months.map(({ month, granted }) => ({ label: formats.month(month), count: granted }))} labels={190} number={formats.number} />
        <Register
          caption={said.byMonth}
          hideCaption
          columns={[{ head: said.month }, { head: said.granted, numeric: true }, { head: said.refused, numeric: true }, { head: said.suspended, numeric: true }, { head: said.revoked, numeric: true }, { head: said.took, numeric: true }]}
          rows={months.toReversed().map((month) => ({ key: month.month.toISOString(), cells: [formats.month(month.month), formats.number(month.granted), formats.number(month.refused), formats.number(month.suspended), formats.number(month.revoked), month.days === null ? "–" : formats.number(Math.round(month.days))] }))}
        />
        <p className="note">{said.tookMore}</p>
      </Section>
      <Section title={concern.byMonth} act={{ to: to("/concerns"), label: concern.figures }}>
        <Bars rows={concerns.months.map(({ month, received }) => ({ label: formats.month(month), count: received }))} labels={190} number={formats.number} />
        <Register
          caption={concern.byMonth}
          hideCaption
          columns={[{ head: concern.month }, { head: concern.received, numeric: true }, { head: concern.answeredShort, numeric: true }, { head: concern.took, numeric: true }]}
          rows={concerns.months.toReversed().map((month) => ({ key: month.month.toISOString(), cells: [formats.month(month.month), formats.number(month.received), formats.number(month.answered), month.days === null ? "–" : formats.number(Math.max(1, Math.round(month.days)))] }))}
        />
      </Section>
      <Section title={concern.complete} act={{ to: to("/concerns"), label: concern.inspected }}>
        <p>
          {formats.percent(completeness(concerns))}. {concern.completeMore(concerns.devices, concerns.missingNow)}
        </p>
      </Section>
    </Page>
  );
}
