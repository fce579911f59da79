import { mayBeReadFromAnywhere, responseOf } from "@/app/api/answering";
import { catalog } from "@/lib/opendata/catalog";

/** What is published here, for catalogues. The server before this one answers it by the same function. */
export const GET = async () => responseOf(await catalog());
export const OPTIONS = mayBeReadFromAnywhere;
