import { notFound } from "next/navigation";
import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Choices } from "@/components/form/choices";
import { Field } from "@/components/form/field";
import { Form } from "@/components/form/form";
import { Select } from "@/components/form/select";
import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { Refresh } from "@/components/page/refresh";
import { Notice } from "@/components/show/notice";
import { Progress } from "@/components/show/progress";
import { Register } from "@/components/show/register";
import { Summary } from "@/components/show/summary";
import { assetClassWord } from "@/lib/applications/words";
import { importFile } from "@/lib/assets/queries";
import { assetClasses } from "@/lib/assets/reading/asset-class";
import { crsName } from "@/lib/assets/reading/projection";
import type { Inspection } from "@/lib/assets/reading/sniff";
import { optionsSchema } from "@/lib/assets/schema";
import { wordInstant } from "@/lib/core/calendar";
import { formKey } from "@/lib/forms/form-key";
import { scopesToChoose } from "@/lib/people/queries";
import { signedIn } from "@/lib/session/current";
import { discard, queue } from "../../actions";
import { importWords } from "../../import-words";

type File = NonNullable<Awaited<ReturnType<typeof importFile>>>;
const number = (n: number) => n.toLocaleString("en-GB");

export default async function ImportPage({ params }: PageProps<"/staff/assets/imports/[id]">) {
  const { id } = await params;
  const who = await signedIn(`/staff/assets/imports/${id}`);
  const file = (await importFile(who, id)) ?? notFound();
  // Loaded here, not further down: a part that waits would come after the title, and a form's "Error: " must come before it.
  const { agencies } = await scopesToChoose();
  const options = optionsSchema.safeParse(file.options).data;
  const isChecked = file.status === "uploaded" && file.finishedAt !== null;
  const isUnderWay = file.status === "queued" || file.status === "running";
  return (
    <Page title={file.fileName} width="wide" caption={`${importWords[file.status]} · brought by ${file.startedBy.name}, ${wordInstant(file.createdAt)}`} crumbs={[{ to: "/staff/assets", label: "Assets" }, { label: file.fileName }]}>
      {isUnderWay && (
        <>
          <Refresh seconds={2} />
          <Progress done={file.rowsRead} of={Math.max(file.rowsRead * 1.2, 1)} words={`${number(file.rowsRead)} rows ${options?.run === "check" ? "checked" : "read"}, ${number(file.rowsBad)} with a problem. You can leave this page; it goes on.`} />
        </>
      )}
      {file.status === "failed" && (
        <Notice kind="refused" title="The import stopped.">
          {file.lastProblem}
        </Notice>
      )}
      {file.status === "finished" && (
        <Notice kind="granted" title={`${number(file.rowsGood)} assets are in the register.`}>
          {number(file.added)} are new, {number(file.changed)} were brought up to date, {number(file.unchanged)} were as they are. {file.rowsBad > 0 ? `${number(file.rowsBad)} rows could not be taken.` : "No row was refused."}
        </Notice>
      )}
      {isChecked && (
        <Notice kind={file.rowsBad > 0 ? "waiting" : "granted"} title={`Checked: ${number(file.rowsGood)} rows are good, ${number(file.rowsBad)} are not.`}>
          Nothing was changed. {file.rowsBad > 0 ? "You can import the good ones now, or mend the file first." : "You can import it now."}
        </Notice>
      )}
      {file.rowsBad > 0 && <Problems file={file} />}
      {file.status === "uploaded" && <Reading file={file} agencies={agencies} />}
    </Page>
  );
}

function Problems({ file }: { file: File }) {
  return (
    <Section title={`${number(file.rowsBad)} ${file.rowsBad === 1 ? "row" : "rows"} with a problem`} act={{ to: `/staff/assets/imports/${file.id}/problems.csv`, label: "Download them to mend" }}>
      <Register caption="The first problems" hideCaption columns={[{ head: "Line", numeric: true }, { head: "Column" }, { head: "What is wrong" }]} rows={file.problems.map((problem) => ({ key: problem.id, cells: [problem.line, problem.column || "–", problem.words] }))} />
      {file.rowsBad > file.problems.length && <p className="note soft">The first {file.problems.length} are shown; the file has them all.</p>}
    </Section>
  );
}

function Reading({ file, agencies }: { file: File; agencies: { id: string; name: string }[] }) {
  const inspection = file.inspection as unknown as Inspection;
  const options = optionsSchema.safeParse(file.options).data;
  const columns = [{ value: "", label: "None" }, ...inspection.columns.map((column) => ({ value: column, label: column }))];
  const mapping = options?.mapping ?? inspection.mapping;
  const shown = [mapping.id, mapping.point, mapping.lat, mapping.lon, mapping.class, mapping.place].filter((column): column is string => Boolean(column));
  return (
    <>
      <Section title="How we read it">
        <Summary
          rows={[
            { term: "File", value: `${inspection.format === "csv" ? `CSV, separated by “${inspection.delimiter === "\t" ? "tab" : inspection.delimiter}”` : "GeoJSON"}, ${inspection.encoding === "latin1" ? "Latin-1" : "UTF-8"}, ${number(Math.ceil(file.fileBytes / 1000))} kB` },
            { term: "Places", value: `${inspection.crs.code ? crsName(inspection.crs.code) : "Not recognised"}. ${inspection.crs.why}` },
            ...(inspection.swapped ? [{ term: "Beware", value: "Latitude and longitude look swapped. Tick it below if they are." }] : []),
          ]}
        />
        <Register caption="The first rows, as read" columns={shown.map((head) => ({ head }))} rows={inspection.sample.map((record, index) => ({ key: String(index), cells: shown.map((column) => record[column] || "–") }))} />
      </Section>
      <div className="text">
        <Section title="Is that right?">
          <Form
            act={queue}
            title={file.fileName}
            hidden={{ ...formKey(file), importId: file.id }}
            initial={{ "mapping.id": mapping.id ?? "", "mapping.lat": mapping.lat ?? "", "mapping.lon": mapping.lon ?? "", "mapping.point": mapping.point ?? "", "mapping.class": mapping.class ?? "", "mapping.owner": mapping.owner ?? "", "mapping.place": mapping.place ?? "", crs: options?.crs || inspection.crs.code, agencyId: file.agencyId ?? "", assetClass: options?.assetClass ?? "", swapped: options?.swapped ?? (inspection.swapped ? "yes" : "no"), run: file.finishedAt ? "import" : "check" }}
          >
            <Select name="mapping.id" label="Number on the plate" options={columns} />
            <Select name="mapping.lat" label="Latitude, or north" options={columns} />
            <Select name="mapping.lon" label="Longitude, or east" options={columns} />
            <Select name="mapping.point" label="Or both in one column" options={columns} />
            <Select name="mapping.class" label="Kind of asset" options={columns} />
            <Select name="mapping.place" label="Street or description" options={columns} />
            <Select name="assetClass" label="Kind, where the file does not say" options={[{ value: "", label: "Other" }, ...assetClasses.map((value) => ({ value, label: assetClassWord[value] ?? value }))]} />
            <Select name="agencyId" label="They belong to" options={[{ value: "", label: "An agency that is not listed yet" }, ...agencies.map((agency) => ({ value: agency.id, label: agency.name }))]} />
            <Field name="agencyName" label="Name of the new agency" hint="Only where none is chosen above, and the file does not say." optional />
            <Select name="mapping.owner" label="Or the column that names each owner" options={columns} />
            <Field name="crs" label="Coordinate system" hint="EPSG:4326 is degrees." width="short" />
            <Choices name="swapped" kind="radio" small legend="Latitude and longitude stand" options={[{ value: "no", label: "as named" }, { value: "yes", label: "swapped" }]} />
            <Choices name="run" kind="radio" legend="Now" options={[{ value: "check", label: "Check every row", hint: "Nothing is changed." }, { value: "import", label: "Import the good rows", hint: "Those with a problem are listed, and can be mended and brought again." }]} />
            <Buttons>
              <Button>Begin</Button>
            </Buttons>
          </Form>
          <Form act={discard} of="discard" title={file.fileName} hidden={{ ...formKey(file), importId: file.id }}>
            <Button kind="link">Put this file away</Button>
          </Form>
        </Section>
      </div>
    </>
  );
}
