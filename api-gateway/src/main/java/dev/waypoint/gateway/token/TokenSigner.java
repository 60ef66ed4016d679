package dev.waypoint.gateway.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.waypoint.gateway.auth.ApiException;
import java.text.ParseException;
import java.util.Date;
import java.util.Locale;

/** Signs tokens and checks signatures (JWT, HS256). What a token may do, its row says. */
final class TokenSigner {
  private final MACSigner signer;
  private final MACVerifier verifier;

  TokenSigner(byte[] key) {
    try {
      this.signer = new MACSigner(key);
      this.verifier = new MACVerifier(key);
    } catch (JOSEException e) {
      throw new IllegalArgumentException("the key for signing tokens is not usable", e);
    }
  }

  /** The same row always gives the same text. */
  String sign(TokenRow row) {
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .jwtID(row.id())
            .claim("kind", row.kind().name().toLowerCase(Locale.ROOT))
            .subject(row.subject())
            .claim("lbl", row.labels())
            .claim("job", row.jobId())
            .issueTime(Date.from(row.issuedAt()))
            .expirationTime(row.expiresAt() == null ? null : Date.from(row.expiresAt()))
            .build();
    SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
    try {
      jwt.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalStateException("a token could not be signed", e);
    }
    return jwt.serialize();
  }

  /** Answers the id of the token's row; the signature is good then. */
  String verify(String text) {
    try {
      SignedJWT jwt = SignedJWT.parse(text);
      if (!jwt.getHeader().getAlgorithm().equals(JWSAlgorithm.HS256) || !jwt.verify(verifier)) {
        throw ApiException.unauthenticated(
            "the token was not made by this server, or was altered: check which server it is for");
      }
      return jwt.getJWTClaimsSet().getJWTID();
    } catch (ParseException | JOSEException e) {
      throw ApiException.unauthenticated(
          "the token is not readable: it seems to be cut off, or is no token of waypoint");
    }
  }
}
