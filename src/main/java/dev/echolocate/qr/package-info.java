/** QR codes, for links that a phone is to open: as a picture, and as text for a terminal. */
@NullMarked
package dev.echolocate.qr;

import org.jspecify.annotations.NullMarked;
