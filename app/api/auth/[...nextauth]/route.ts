import NextAuth from "next-auth";
import type { NextRequest } from "next/server";
import { authOptions } from "@/lib/session/auth";

// next-auth's own endpoints. Signing in by form goes through a server action, which calls the same code.
const handler = (request: NextRequest, context: { params: Promise<{ nextauth: string[] }> }) => NextAuth(request as never, context as never, authOptions());
export { handler as GET, handler as POST };
