import { notFound } from "next/navigation";
import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Form } from "@/components/form/form";
import { Upload } from "@/components/form/upload";
import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { formKey } from "@/lib/forms/form-key";
import { signedIn } from "@/lib/session/current";
import { upload } from "../actions";

export default async function Import() {
  const who = await signedIn("/staff/assets/import");
  if (!who.ability.rulesFor("manage_assets", "AssetImport").some((rule) => !rule.inverted)) notFound();
  return (
    <Page title="Bring a file of assets" width="text" crumbs={[{ to: "/staff/assets", label: "Assets" }, { label: "Bring a file" }]} lead={<p>Nothing is changed yet: first you see how we read it, and can check every row.</p>}>
      <Form act={upload} title="Bring a file of assets" hidden={formKey()} multipart>
        <Upload name="file" label="CSV or GeoJSON file" hint="Up to 64 MB. A number and a place for each asset; whatever else is in it may stay." accept=".csv,.tsv,.txt,.json,.geojson,text/csv,application/geo+json" />
        <Buttons>
          <Button>Read it</Button>
          <a href="/staff/assets">Leave it</a>
        </Buttons>
      </Form>
      <Section title="What it needs">
        <ul>
          <li>The number on the plate, different for each asset. Bringing the same number again brings it up to date.</li>
          <li>Where it stands: latitude and longitude, a point, or metres of a national grid.</li>
          <li>If it can be: what kind of asset it is, and the street.</li>
        </ul>
      </Section>
    </Page>
  );
}
