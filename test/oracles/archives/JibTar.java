import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import java.nio.file.Path;
import java.util.List;

/** Writes an image of files as a tar: JibTar (Docker|OCI) TAR NAME FILE... */
class JibTar {
  public static void main(String[] given) throws Exception {
    TarImage tar = TarImage.at(Path.of(given[1])).named(given[2]);
    var image = Jib.fromScratch().setFormat(ImageFormat.valueOf(given[0]));
    for (String file : List.of(given).subList(3, given.length))
      image.addLayer(List.of(Path.of(file)), AbsoluteUnixPath.get("/app"));
    image.setEntrypoint("/none").containerize(Containerizer.to(tar).setOfflineMode(true));
  }
}
