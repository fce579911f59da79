import { notFound } from "next/navigation";
import { Page } from "@/components/page/page";
import { PoleSign } from "@/components/show/pole-sign";
import { signOfIdentity } from "@/app/(public)/devices/[code]/signs";
import { inItsLanguages, sizeFrom, Sizes } from "@/app/(public)/sizes";
import { languageNow } from "@/app/languages/language";
import { city } from "@/lib/core/city";
import { origin } from "@/lib/core/mode";
import { assetPage } from "@/lib/registry/queries";
import "@/app/styles/sign.css";

/** The sign of an asset with all that hangs on it: one for several devices. */
export default async function AssetSign({ params, searchParams }: PageProps<"/assets/[code]/sign">) {
  const [{ code }, given, language] = await Promise.all([params, searchParams, languageNow()]);
  const asset = (await assetPage(decodeURIComponent(code))) ?? notFound();
  const { words, to, written } = language;
  const size = sizeFrom(given.size);
  const path = `/assets/${encodeURIComponent(asset.code)}`;
  const here = asset.devices.filter((device) => ["active", "restricted", "suspended"].includes(device.standing));
  const levels = (["yes", "anonymous", "no"] as const).filter((level) => here.some((device) => device.identifies === level));
  const said = (say: Parameters<typeof inItsLanguages>[2]) => inItsLanguages(size, language, say);
  const address = `${origin()}/d/${asset.code.replaceAll(" ", "")}`;
  return (
    <Page title={words.sign.title} lead={<p>{words.sign.lead}</p>} crumbs={[{ to: to("/devices"), label: words.frame.register }, { to: to(path), label: asset.code }, { label: words.sign.crumb }]} crumbsLabel={words.frame.breadcrumb}>
      <Sizes here={to(`${path}/sign`)} size={size} words={words} />
      <PoleSign
        size={size}
        label={words.sign.of(asset.code)}
        plate={asset.code}
        city={city.name}
        title={words.devices(here.length)}
        signs={levels.map((level) => ({ name: signOfIdentity[level], words: said((each) => `${each.identifies[level]}: ${each.formats.number(here.filter((device) => device.identifies === level).length)}`) }))}
        more={said((each) => each.sign.more)}
        address={address}
        short={address.replace(/^https?:\/\//, "")}
        call={said((each) => each.sign.orCall(city.telephone))}
      >
        <ul className="pole-sign-list" {...written}>
          {here.slice(0, size === "a4" ? 12 : 5).map((device) => (
            <li key={device.id}>
              {device.name}, {device.partner.name}
            </li>
          ))}
        </ul>
        {here.length > (size === "a4" ? 12 : 5) && <p>{words.sign.others(here.length - (size === "a4" ? 12 : 5))}</p>}
      </PoleSign>
    </Page>
  );
}
