import { leadTo } from "@/app/(public)/lead-to";
import { requestTracked } from "@/lib/registry/rights";

/** From the reference of a request about one's own data to its page. */
export const GET = (request: Request) => leadTo(request, "/data-rights", requestTracked);
