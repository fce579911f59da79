import { notFound } from "next/navigation";
import { Page } from "@/components/page/page";
import { PoleSign } from "@/components/show/pole-sign";
import { inItsLanguages, sizeFrom, Sizes } from "@/app/(public)/sizes";
import { languageNow } from "@/app/languages/language";
import { city } from "@/lib/core/city";
import { origin } from "@/lib/core/mode";
import { devicePage } from "@/lib/registry/queries";
import { signOfIdentity, signOfPurpose } from "../signs";
import "@/app/styles/sign.css";

/** The sign of one device, to be printed in its true size. The address on it never changes. */
export default async function DeviceSign({ params, searchParams }: PageProps<"/devices/[code]/sign">) {
  const [{ code }, given, language] = await Promise.all([params, searchParams, languageNow()]);
  const device = (await devicePage(code)) ?? notFound();
  const { words, to, written } = language;
  const size = sizeFrom(given.size);
  const here = to(`/devices/${device.code}/sign`);
  const said = (say: Parameters<typeof inItsLanguages>[2]) => inItsLanguages(size, language, say);
  const address = `${origin()}/d/${device.code}`;
  return (
    <Page title={words.sign.title} lead={<p>{words.sign.lead}</p>} crumbs={[{ to: to("/devices"), label: words.frame.register }, { to: to(`/devices/${device.code}`), label: device.asset ? `${device.name}, ${device.asset.code}` : device.name }, { label: words.sign.crumb }]} crumbsLabel={words.frame.breadcrumb}>
      <Sizes here={here} size={size} words={words} />
      <PoleSign
        size={size}
        label={words.sign.of(device.asset?.code ?? device.code)}
        plate={device.asset?.code ?? device.code}
        city={city.name}
        title={<span {...written}>{device.name}</span>}
        signs={[
          { name: signOfPurpose[device.purpose], words: said((each) => each.purposes[device.purpose]) },
          { name: "person", words: [{ lang: "en", text: device.partner.name }] },
          { name: signOfIdentity[device.identifies], words: said((each) => each.identifies[device.identifies]) },
          { name: "kept", words: said((each) => each.sign.kept(device.keptWords)) },
        ]}
        more={said((each) => each.sign.more)}
        address={address}
        short={address.replace(/^https?:\/\//, "")}
        call={said((each) => each.sign.orCall(city.telephone))}
      >
        <p {...written}>{device.why}</p>
      </PoleSign>
    </Page>
  );
}
