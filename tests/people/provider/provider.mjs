// A certified OpenID Connect provider on a free port of this machine, for tests.
//
// It is oidc-provider as it comes. What a test wants of it, it is told by POST /-/wishes; the page
// on which people sign in is ours. Its lies are signed with its real key.
import { createServer } from "node:http";
import { generateKeyPairSync } from "node:crypto";
import * as jose from "jose";
import { Provider } from "oidc-provider";

const SCOPES = "openid email";
let wishes = { clients: [], accounts: {}, lies: {}, unwell: {} };
let key = newKey(1);
let issuer = "";
let provider;
let answer;
const asked = {};

function newKey(number) {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { ...privateKey.export({ format: "jwk" }), kid: `key-${number}`, alg: "RS256", use: "sig" };
}

function build() {
  provider = new Provider(issuer, {
    clients: wishes.clients.map((client) => ({ ...client, response_types: ["code"] })),
    jwks: { keys: [key] },
    cookies: { keys: ["only for tests"] },
    acrValues: ["mfa"],
    claims: { openid: ["sub", "groups"], email: ["email", "email_verified"], acr: null, amr: null },
    conformIdTokenClaims: wishes.lean ?? true,
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false }, claimsParameter: { enabled: true } },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_ctx, sub) => ({
      accountId: sub,
      claims: () => ({ sub, ...(wishes.accounts[sub]?.claims ?? {}) }),
    }),
    async loadExistingGrant(ctx) {
      const { client, session } = ctx.oidc;
      const known = session.grantIdFor(client.clientId);
      const grant = known
        ? await ctx.oidc.provider.Grant.find(known)
        : new ctx.oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope(SCOPES);
      grant.addOIDCClaims(["groups", "email", "email_verified"]);
      await grant.save();
      return grant;
    },
  });
  provider.use(async (ctx, next) => {
    await next();
    if (ctx.path === "/token" && ctx.body?.id_token) {
      ctx.body.id_token = await signedAgain(ctx.body.id_token);
    }
    if (ctx.path === "/me" && wishes.lies.userinfo) {
      Object.assign(ctx.body, wishes.lies.userinfo);
    }
  });
  answer = provider.callback();
}

async function signedAgain(token) {
  const { claims = {}, seconds = 0, kid, stranger = false } = wishes.lies;
  if (!Object.keys(wishes.lies).length) return token;
  const said = { ...jose.decodeJwt(token), ...claims };
  for (const name of ["iat", "exp"]) said[name] += seconds;
  if (wishes.lies.lasts) said.exp = said.iat + wishes.lies.lasts;
  const signer = await jose.importJWK(stranger ? newKey(0) : key, "RS256");
  const header = { alg: "RS256", ...(kid === null ? {} : { kid: kid ?? key.kid }) };
  return new jose.SignJWT(said).setProtectedHeader(header).sign(signer);
}

async function read(request) {
  let text = "";
  for await (const piece of request) text += piece;
  return text;
}

async function control(request, response) {
  const { rotate, ...more } = JSON.parse(await read(request));
  wishes = { ...wishes, ...more };
  if (rotate) key = newKey(rotate);
  if (rotate || more.clients || "lean" in more) build(); // which forgets codes and sessions
  response.end(JSON.stringify(asked));
}

async function signIn(request, response) {
  const { uid } = await provider.interactionDetails(request, response);
  if (request.method === "POST") {
    const sub = new URLSearchParams(await read(request)).get("name");
    const { acr, amr } = wishes.accounts[sub] ?? {};
    const result = sub
      ? { login: { accountId: sub, acr, amr, remember: true } }
      : { error: "access_denied", error_description: "went away" };
    await provider.interactionFinished(request, response, result);
    return;
  }
  response.setHeader("Content-Type", "text/html");
  response.end(`<!DOCTYPE html><html lang="en"><title>Larkfield sign-in</title>
<h1>Larkfield sign-in</h1><form method="post" action="/interaction/${uid}">
<label>Name <input name="name"></label> <button>Go on</button></form></html>`);
}

// Sick: as a provider behind a broken network or a broken gateway.
function isUnwell(path, response) {
  const illness = wishes.unwell[path];
  if (illness === "hangs") return true; // the connection stays, and nothing comes
  if (illness === "drops") response.destroy();
  else if (illness === "nonsense") response.end("<h1>It works!</h1>");
  else if (illness === "a list") response.end("[1, 2]");
  else if (illness === "an error") response.writeHead(502).end("Bad gateway");
  else if (illness === "moves") response.writeHead(307, { Location: `${issuer}/elsewhere` }).end();
  return Boolean(illness);
}

const server = createServer(async (request, response) => {
  const url = new URL(request.url, issuer);
  try {
    asked[url.pathname] = (asked[url.pathname] ?? 0) + 1;
    if (url.pathname === "/auth") asked.last = Object.fromEntries(url.searchParams);
    if (url.pathname === "/-/wishes") await control(request, response);
    else if (isUnwell(url.pathname, response)) return;
    else if (url.pathname.startsWith("/interaction/")) await signIn(request, response);
    else answer(request, response);
  } catch (problem) {
    console.error(problem);
    response.writeHead(500).end();
  }
});

server.listen(0, "127.0.0.1", () => {
  issuer = `http://localhost:${server.address().port}`;
  build();
  console.log(issuer);
});
process.stdin.on("end", () => process.exit()).resume(); // ends with the test, however that ends
