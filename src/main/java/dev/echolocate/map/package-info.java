/** The operator's own map: tiles out of one PMTiles file (version 3, docs.protomaps.com/pmtiles), which may be replaced meanwhile. */
@NullMarked
package dev.echolocate.map;

import org.jspecify.annotations.NullMarked;
