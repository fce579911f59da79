import { redirect } from "next/navigation";
import { plateOnSign } from "@/lib/registry/queries";

/** The short address on a sign: of one device, or of what it hangs on. It never changes. */
export default async function Short({ params }: PageProps<"/d/[code]">) {
  const code = (await params).code.toUpperCase();
  const plate = await plateOnSign(code);
  redirect(plate ? `/assets/${encodeURIComponent(plate)}` : `/devices/${encodeURIComponent(code)}`);
}
