import { redirect } from "next/navigation";
import { Button, ButtonLink } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Field } from "@/components/form/field";
import { Form } from "@/components/form/form";
import { Upload } from "@/components/form/upload";
import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { Unsent } from "@/components/page/unsent";
import { Empty } from "@/components/show/empty";
import { Register } from "@/components/show/register";
import { sheetInWords } from "@/lib/applications/differences";
import { devicesOf, isPartOpen, modelKey, modelsAmong, modelsOf } from "@/lib/applications/rules";
import { sectionWords } from "@/lib/applications/words";
import { formKey } from "@/lib/forms/form-key";
import { addDevice, addFile, remove } from "../actions";
import { load } from "../load";

export default async function Devices({ params, searchParams }: PageProps<"/partner/applications/[reference]/devices">) {
  const { application, here, isWritable } = await load(params);
  if (!isWritable || !isPartOpen(application, "devices")) redirect(here);
  const given = await searchParams;
  const picked = Object.fromEntries((["make", "model"] as const).flatMap((name) => (typeof given[name] === "string" ? [[name, given[name].slice(0, 80)]] : [])));
  const devices = devicesOf(application.draft);
  const models = modelsOf(application.draft);
  const kinds = [...modelsAmong(devices)].map(([key, kind]) => ({ key, ...kind }));
  const withFirmware = devices.some(({ firmware }) => firmware);
  const hidden = () => ({ ...formKey(application), applicationId: application.id });
  const title = `${sectionWords.devices}, ${application.title}`;
  return (
    <Page title={sectionWords.devices} crumbs={[{ to: "/partner", label: "Applications" }, { to: here, label: application.title }, { label: sectionWords.devices }]} lead={<p>Each box you want to hang is one device.</p>}>
      <Unsent />
      <Section title={devices.length === 1 ? "1 device so far" : `${devices.length} devices so far`}>
        {devices.length === 0 ? (
          <Empty title="No devices yet">Add the first one below, or bring a file.</Empty>
        ) : (
          <>
            <Register
              caption="Devices of this application"
              hideCaption
              columns={[{ head: "No.", numeric: true }, { head: "Device" }, { head: "Make and model" }, { head: "Serial number" }, ...(withFirmware ? [{ head: "Software" }] : []), { head: "Change" }]}
              rows={devices.map((device, index) => ({
                key: String(index),
                cells: [
                  index + 1,
                  device.name,
                  `${device.make} ${device.model}`,
                  device.serial || "–",
                  ...(withFirmware ? [device.firmware || "–"] : []),
                  <Form key="r" act={remove} title={title} hidden={{ ...hidden(), number: String(index + 1) }}>
                    <Button kind="link">
                      Remove<span className="sr-only"> device {index + 1}, {device.name}</span>
                    </Button>
                  </Form>,
                ],
              }))}
            />
            <p>
              <ButtonLink to={`${here}/sites`}>Go on to where they go</ButtonLink>
            </p>
          </>
        )}
      </Section>
      {kinds.length > 0 && (
        <Section title="What the models are" id="models">
          <p className="text">Once for each make and model: whoever looks after a pole has to know what hangs on it. What the city approved before is filled in.</p>
          <ul className="files">
            {kinds.map(({ key, make, model, devices: many }) => {
              const row = models.find((each) => modelKey(each) === key);
              return (
                <li key={key}>
                  <div>
                    <b>
                      {make} {model}
                    </b>{" "}
                    <span className="soft">{many === 1 ? "1 device" : `${many} devices`}</span>
                    <p className="hint">{row ? sheetInWords(row) : "Not described yet"}</p>
                  </div>
                  <a href={`${here}/devices/model?${new URLSearchParams({ make, model })}`}>
                    {row ? "Change" : "Describe it"}
                    <span className="sr-only">
                      {" "}
                      {make} {model}
                    </span>
                  </a>
                </li>
              );
            })}
          </ul>
        </Section>
      )}
      <div className="text">
        <Section title="Add one, or several alike" id="add">
          <p>
            <a href={`${here}/devices/catalogue`}>Pick a model from the catalogue</a>, or write another below.
          </p>
          <Form act={addDevice} title={title} hidden={hidden()} initial={{ howMany: "1", ...picked }}>
            <Field name="name" label="What is it?" hint="Residents read it. For example: Air quality sensor." />
            <Field name="make" label="Make" width="medium" />
            <Field name="model" label="Model" width="medium" />
            <Field name="serial" label="Serial number" hint="Only you see it, and officers who may read serial numbers." width="medium" optional />
            <Field name="firmware" label="Version of its software" hint="Also called firmware. For example: 2.4.1." width="medium" optional />
            <Field name="howMany" label="How many of these?" inputMode="numeric" width="short" />
            <Buttons>
              <Button kind={devices.length === 0 ? "primary" : "plain"}>Add</Button>
              <a href={here}>Back to the tasks</a>
            </Buttons>
          </Form>
        </Section>
        <Section title="Or bring a file">
          <Form act={addFile} title={title} hidden={hidden()} multipart>
            <Upload name="file" label="CSV file" hint="Its columns are name, make, model, and if you like serial and firmware. If a row is wrong, none is taken and we say which." accept=".csv,text/csv" />
            <Buttons>
              <Button kind="plain">Add from the file</Button>
            </Buttons>
          </Form>
        </Section>
      </div>
    </Page>
  );
}
